import { assert } from '@educrowd/shared/primitives/assert';
import type { EngineChannel } from './serve-engine.ts';

/** The channel to the process that forked this one. */
export function parentChannel(): EngineChannel {
  assert(process.send !== undefined, 'the engine is started with a channel');
  return {
    post: (message) => {
      // Whoever is gone needs no answer; `disconnect` ends this process.
      if (process.connected) process.send?.(message, undefined, {}, () => undefined);
    },
    listen: (onMessage) => void process.on('message', onMessage),
    onClosed: (listener) => void process.on('disconnect', listener),
  };
}
