/**
 * The engine as a process of its own: `main.ts --data <folder> [--version <text>] [--school <address>]`, started with a
 * channel. It ends when told to (SIGTERM) and when whoever started it is gone. It may be killed at any moment: what it
 * has answered is on the disk.
 */
import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    version: { type: 'string', default: 'development' },
    school: { type: 'string' },
  },
});
if (values.data === undefined) {
  console.error('Say where the data lies: --data <folder>');
  process.exit(1);
}
mkdirSync(values.data, { recursive: true, mode: 0o700 });
// Halves the time to the first answer, from the second start on. It has to be on before anything else is loaded.
enableCompileCache(join(values.data, 'cache'));
const { startEngine } = await import('./start-engine.ts');
startEngine({ dataFolder: values.data, version: values.version, defaultSchool: values.school });
