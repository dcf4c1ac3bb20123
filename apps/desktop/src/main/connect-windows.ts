/** One engine, and a port of its own to it for every window that asks; a new one whenever the engine was restarted. */
import { MessageChannelMain, type WebContents } from 'electron';
import { startAgain } from '../engine/start-again.ts';
import { channels } from '../ipc/bridge.ts';
import type { TokenKeychain } from './keychain.ts';
import { startEngineUtility, type EngineUtility } from './start-engine-process.ts';
import { tellWindow } from './tell-window.ts';

export interface EngineOptions {
  /** The engine's module, and what it is started with. */
  readonly main: string;
  readonly args: readonly string[];
  readonly keychain: TokenKeychain;
  /** Signs what may be imported; the engine alone has it, too. */
  readonly importKey: string;
  readonly log: (line: string) => void;
  /** No engine can work with these data: another one uses them, or the disk refuses. */
  readonly onUnable: () => void;
}

export interface WindowEngine {
  connect(window: WebContents): void;
  stop(): Promise<void>;
}

export function runEngine(options: EngineOptions): WindowEngine {
  const { main, args, keychain, importKey, log, onUnable } = options;
  /** Windows whose page has asked; a page that is loaded anew asks again. */
  const windows = new Set<WebContents>();
  let up: EngineUtility | null = null;
  let hasEnded = false;
  let isStopping = false;

  const join = (window: WebContents, engine: EngineUtility): void => {
    const { port1, port2 } = new MessageChannelMain();
    engine.give(port1);
    window.postMessage(channels.port, null, [port2]);
  };
  const engine = startAgain({
    start: () =>
      startEngineUtility({
        main,
        args,
        start: {
          type: 'start',
          tokens: keychain.tokens(),
          locked: keychain.locked(),
          keepsTokens: keychain.keepsTokens,
          importKey,
        },
        onToken: keychain.set,
        onAskKeychain: keychain.readAgain,
        log,
      }),
    log,
    onUp: (run) => {
      up = run;
      // The keychain may have given them while the engine was starting.
      run.giveSignIns(keychain.tokens());
      for (const window of windows) join(window, run);
    },
    onEnd: (forGood) => {
      up = null;
      hasEnded = forGood;
      for (const window of windows) {
        tellWindow(window, { type: 'engine', state: forGood ? 'ended' : 'restarting' });
      }
      if (forGood && !isStopping) onUnable();
    },
  });

  keychain.listen((tokens) => up?.giveSignIns(tokens));

  const follow = (window: WebContents): void => {
    const leave = (): void => void windows.delete(window);
    window.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) leave();
    });
    window.on('render-process-gone', leave);
    window.once('destroyed', leave);
  };
  const known = new WeakSet<WebContents>();
  return {
    connect(window) {
      if (!known.has(window)) follow(window);
      known.add(window);
      windows.add(window);
      if (up) join(window, up);
      else if (hasEnded) tellWindow(window, { type: 'engine', state: 'ended' });
    },
    stop() {
      isStopping = true;
      return engine.stop();
    },
  };
}
