import { engineCall, type EngineMessage } from '../ipc/channel.ts';
import { dispatch } from '../ipc/dispatch.ts';
import type { Engine } from './create-engine.ts';

/** One side of a MessagePort, or of the channel between a process and its child. */
export interface EngineChannel {
  readonly post: (message: EngineMessage) => void;
  readonly listen: (onMessage: (message: unknown) => void) => void;
  readonly onClosed: (listener: () => void) => void;
}

/** Answers calls and sends events until the channel is gone. */
export function serveEngine(
  engine: Engine,
  channel: EngineChannel,
  log: (message: string, error?: unknown) => void,
): void {
  channel.onClosed(engine.subscribe((event) => channel.post({ type: 'event', event })));
  channel.listen((message) => {
    const parsed = engineCall.safeParse(message);
    if (!parsed.success) {
      log('A message to the engine is no call', parsed.error);
      return;
    }
    const { id, feature, procedure } = parsed.data;
    const report = (error: unknown): void => log(`${feature}.${procedure} failed`, error);
    void dispatch(engine.handlers, parsed.data, report).then((answer) =>
      channel.post({ type: 'answer', id, answer }),
    );
  });
  channel.post({ type: 'ready' });
}
