/**
 * `npm run crash -- --engine 50 --server 20 --database 10 [--seed S] [--keep]`: kills engines, the server and PostgreSQL
 * while people write.
 */
import { parseArgs } from 'node:util';
import { newSeed } from '../support/random.ts';
import { reportCrash } from './report-crash.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: '50' },
    server: { type: 'string', default: '20' },
    database: { type: 'string', default: '10' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
process.exitCode = await reportCrash({
  engineKills: countOf('engine', values.engine),
  serverKills: countOf('server', values.server),
  databaseKills: countOf('database', values.database),
  seed: values.seed === undefined ? newSeed() : countOf('seed', values.seed),
  keep: values.keep,
});

function countOf(name: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0) return count;
  console.error(`--${name} must be a whole number, not "${text}".`);
  process.exit(2);
}
