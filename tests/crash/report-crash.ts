import { createRandom } from '../support/random.ts';
import { withStack } from '../support/program.ts';
import { runCrash, type CrashOptions } from './run-crash.ts';

/** Runs a crash test on a system of its own and says how it went; the answer is the exit code. */
export async function reportCrash({
  keep = false,
  servers,
  ...kills
}: Omit<CrashOptions, 'stack' | 'say'> & {
  readonly keep?: boolean;
  readonly servers?: number;
}): Promise<number> {
  const { engineKills, serverKills, databaseKills = 0, seed } = kills;
  console.log(
    `crash: ${engineKills} engine kills, ${serverKills} server kills, ${databaseKills} database kills, seed ${seed}`,
  );
  const startedAt = performance.now();
  const behindProxy = servers === undefined ? {} : { behindProxy: { servers, random: createRandom(seed) } };
  return withStack({ keep, isDurable: databaseKills > 0, ...behindProxy }, async (stack) => {
    try {
      const report = await runCrash({ ...kills, stack, say: console.log });
      const { acknowledged, attempted, cutOff, mutations, checksum, faults, problems } = report;
      console.log(
        `${acknowledged} of ${attempted} edits were acknowledged and travelled as ${mutations} mutations.`,
      );
      console.log(
        `${cutOff} kills cut off work that was under way. Both devices and the server: ${checksum.slice(0, 16)}`,
      );
      if (faults.size > 0)
        console.log(`The network: ${[...faults].map(([fault, count]) => `${count} ${fault}`).join(', ')}.`);
      for (const problem of problems) console.log(`PROBLEM ${problem}`);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      const total = engineKills + serverKills + databaseKills;
      console.log(`crash: ${total} kills, ${problems.length} problems, seed ${seed}, ${seconds} s`);
      return problems.length === 0 ? 0 : 1;
    } catch (error) {
      console.error(error);
      console.error(`The last lines of the server and the engines:\n${stack.complaints().join('\n')}`);
      console.log(`crash: failed, seed ${seed}`);
      return 1;
    }
  });
}
