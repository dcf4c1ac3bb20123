import { utilityProcess, type MessagePortMain } from 'electron';
import type { EngineEnd, EngineRun } from '../engine/start-again.ts';
import { engineNotice, type EngineNotice, type MainMessage } from '../ipc/channel.ts';

/** The engine in a utility process. Windows speak to it directly, through the ports that it is handed. */
export interface EngineUtility extends EngineRun {
  /** One end of the channel to a window. */
  give(port: MessagePortMain): void;
  /** What the keychain has given since the start. */
  giveSignIns(tokens: Record<string, string>): void;
}

export interface EngineUtilityOptions {
  readonly main: string;
  readonly args: readonly string[];
  readonly start: Extract<MainMessage, { type: 'start' }>;
  readonly onToken: (workspaceId: string, token: string | null) => void;
  readonly onAskKeychain: () => void;
  readonly log: (line: string) => void;
}

const STOP_MS = 5_000;

export function startEngineUtility(options: EngineUtilityOptions): EngineUtility {
  const { main, args, start, onToken, onAskKeychain, log } = options;
  const child = utilityProcess.fork(main, [...args], { serviceName: 'EduCrowd engine', stdio: 'pipe' });
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<EngineEnd>();
  const post = (message: MainMessage, ports: MessagePortMain[] = []): void =>
    child.postMessage(message, ports);
  let hasEnded = false;

  const hear = (notice: EngineNotice): void => {
    if (notice.type === 'token') onToken(notice.workspaceId, notice.token);
    else if (notice.type === 'askKeychain') onAskKeychain();
    else ready.resolve();
  };
  // Whoever does not wait for it learns of the end from `ended`.
  ready.promise.catch(() => undefined);
  child.stdout?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
  child.stderr?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
  child.on('message', (raw) => hear(engineNotice.parse(raw)));
  child.on('exit', (code) => {
    hasEnded = true;
    ready.reject(new Error(`the engine ended (${code}) before it was ready`));
    ended.resolve({ code, signal: null });
  });
  post(start);

  return {
    ready: ready.promise,
    ended: ended.promise,
    give: (port) => post({ type: 'window' }, [port]),
    giveSignIns: (tokens) => post({ type: 'signIns', tokens }),
    async stop() {
      if (!hasEnded) post({ type: 'stop' });
      const timer = setTimeout(() => child.kill(), STOP_MS);
      await ended.promise;
      clearTimeout(timer);
    },
  };
}
