/** `npm run crash -- --engine 50 --server 20 [--seed S] [--keep]`: kills engines and the server while people write. */
import { parseArgs } from 'node:util';
import { withStack } from '../support/program.ts';
import { newSeed } from '../support/random.ts';
import { runCrash } from './run-crash.ts';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', default: '50' },
    server: { type: 'string', default: '20' },
    seed: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const [engineKills, serverKills] = [countOf('engine', values.engine), countOf('server', values.server)];
const seed = values.seed === undefined ? newSeed() : countOf('seed', values.seed);

console.log(`crash: ${engineKills} engine kills, ${serverKills} server kills, seed ${seed}`);
const startedAt = performance.now();
process.exitCode = await withStack({ keep: values.keep }, async (stack) => {
  try {
    const report = await runCrash({ stack, seed, engineKills, serverKills, say: console.log });
    const { acknowledged, attempted, cutOff, mutations, checksum, problems } = report;
    console.log(
      `${acknowledged} of ${attempted} edits were acknowledged and travelled as ${mutations} mutations.`,
    );
    console.log(
      `${cutOff} kills cut off work that was under way. Both devices and the server: ${checksum.slice(0, 16)}`,
    );
    for (const problem of problems) console.log(`PROBLEM ${problem}`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      `crash: ${engineKills + serverKills} kills, ${problems.length} problems, seed ${seed}, ${seconds} s`,
    );
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error);
    console.error(`The last lines of the server and the engines:\n${stack.complaints().join('\n')}`);
    console.log(`crash: failed, seed ${seed}`);
    return 1;
  }
});

function countOf(name: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 0) return count;
  console.error(`--${name} must be a whole number, not "${text}".`);
  process.exit(2);
}
