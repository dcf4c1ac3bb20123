/**
 * `npm run crash -- --engine 50 --server 20 --database 10 [--seed S] [--keep]`: kills engines, the server and PostgreSQL
 * while people write.
 */
import { countOption, parseOptions } from '../../tools/command-line.ts';
import { newSeed } from '../support/random.ts';
import { reportCrash } from './report-crash.ts';

const { values } = parseOptions({
  options: {
    engine: { type: 'string', default: '50' },
    server: { type: 'string', default: '20' },
    database: { type: 'string', default: '10' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
process.exitCode = await reportCrash({
  engineKills: countOption('engine', values.engine),
  serverKills: countOption('server', values.server),
  databaseKills: countOption('database', values.database),
  seed: values.seed === undefined ? newSeed() : countOption('seed', values.seed),
  keep: values.keep,
});
