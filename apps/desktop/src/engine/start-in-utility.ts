/**
 * The engine in Electron's utility process: `--data <folder> --version <text> [--school <address>]`. The main process
 * says `start` with the sign-ins that the keychain has, and hands over the port of each window; with the windows the
 * engine then speaks directly.
 */
import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mainMessage, type EngineNotice, type MainMessage } from '../ipc/channel.ts';
import type { Engine } from './create-engine.ts';
import { serveEngine, type EngineChannel } from './serve-engine.ts';

/** What Electron gives this process; the engine knows nothing else of it. */
interface Port {
  postMessage(message: unknown): void;
  start(): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}
interface ParentPort {
  postMessage(message: EngineNotice): void;
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): unknown;
}

const { values } = parseArgs({
  options: { data: { type: 'string' }, version: { type: 'string' }, school: { type: 'string' } },
});
const { data: dataFolder, version, school } = values;
if (dataFolder === undefined || version === undefined) throw new Error('--data and --version are needed');
mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
// It has to be on before anything else is loaded.
enableCompileCache(join(dataFolder, 'cache'));
const { log, openEngine } = await import('./start-engine.ts');
const { signedSources } = await import('./import/granted-sources.ts');

const { parentPort } = process as unknown as { parentPort: ParentPort };
let running: { engine: Engine; stop: () => Promise<void> } | null = null;
parentPort.on('message', ({ data, ports }) => hear(mainMessage.parse(data), ports[0]));

function hear(message: MainMessage, port: Port | undefined): void {
  switch (message.type) {
    case 'start':
      running = openEngine({
        dataFolder: dataFolder ?? '',
        version: version ?? '',
        defaultSchool: school,
        mayImport: signedSources(message.importKey),
        keychain: {
          tokens: message.tokens,
          locked: message.locked,
          keepsTokens: message.keepsTokens,
          onToken: (workspaceId, token) => parentPort.postMessage({ type: 'token', workspaceId, token }),
          askAgain: () => parentPort.postMessage({ type: 'askKeychain' }),
        },
      });
      parentPort.postMessage({ type: 'ready' });
      return;
    case 'signIns':
      running?.engine.giveSignIns(message.tokens);
      return;
    case 'window':
      if (running && port) serveEngine(running.engine, channelOf(port), log);
      return;
    case 'stop':
      if (running) void running.stop();
      else process.exit(0);
  }
}

function channelOf(port: Port): EngineChannel {
  port.start();
  return {
    post: (message) => port.postMessage(message),
    listen: (onMessage) => void port.on('message', ({ data }) => onMessage(data)),
    onClosed: (listener) => void port.on('close', listener),
  };
}
