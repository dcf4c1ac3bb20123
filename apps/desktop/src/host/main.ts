/** `node apps/desktop/dist/host/main.js --data FOLDER [--port N] [--school ADDRESS]`: the desktop app in a browser. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngineProcess } from './engine-process.ts';
import { createHost } from './create-host.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, port: { type: 'string', default: '0' }, school: { type: 'string' } },
});
if (!values.data) {
  console.error('Say where the app keeps its data: --data FOLDER');
  process.exit(1);
}
const dataFolder = resolve(values.data);
mkdirSync(dataFolder, { recursive: true, mode: 0o700 });

const engine = createEngineProcess({
  main: join(import.meta.dirname, 'engine.js'),
  args: ['--data', dataFolder, ...(values.school ? ['--school', values.school] : [])],
  log: (line) => console.error(line),
});

try {
  // It alone knows whether the folder is free, so nothing is touched before.
  await engine.ready();
  const host = await createHost({
    engine,
    rendererFolder: join(import.meta.dirname, '../renderer'),
    dataFolder,
    port: Number(values.port),
    onLink: (link) => {
      console.log(`Open ${link}`);
      // For a parent process that started us with an IPC channel.
      process.send?.({ link });
    },
  });
  const stop = (): void => {
    void Promise.all([host.close(), engine.stop()]).then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A parent that died can no longer stop us.
  if (process.send) process.once('disconnect', stop);
} catch (error) {
  await engine.stop();
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const reason = error instanceof Error ? error.message : String(error);
  console.error(isTaken ? `Port ${values.port} is in use. Start with another one: --port N` : reason);
  process.exit(1);
}
