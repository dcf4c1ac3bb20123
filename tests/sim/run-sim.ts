import { countOption, namedOption, parseOptions } from '../../tools/command-line.ts';
import { reportCrash } from '../crash/report-crash.ts';
import { countJobs, runShares } from './jobs.ts';
import { loadSimulator, type Simulate } from './load-build.ts';
import type { Plant } from './plant.ts';
import { plants } from './plants.ts';
import type { RunReport } from './simulate.ts';

const SEED_STEP = 1_000_003;
/** Fewer runs are not worth a process of their own. */
const SHARE_RUNS = 250;
/** Failures of which the shortest run is looked for. */
const MAX_SHRUNK = 3;

export async function runSim(args: string[]): Promise<number> {
  const { values } = parseOptions({
    args,
    options: {
      runs: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      trace: { type: 'boolean', default: false },
      plant: { type: 'string', multiple: true },
      plants: { type: 'boolean', default: false },
      real: { type: 'boolean', default: false },
      kills: { type: 'string', default: '100' },
      jobs: { type: 'string', default: String(countJobs()) },
      'list-plants': { type: 'boolean', default: false },
    },
  });
  const range = { runs: countOption('runs', values.runs, 1), seed: countOption('seed', values.seed) };
  if (values['list-plants']) {
    for (const { name } of plants) console.log(name);
    return 0;
  }
  if (values.real) {
    const kills = countOption('kills', values.kills);
    return reportCrash({
      engineKills: kills,
      serverKills: kills,
      databaseKills: kills,
      servers: REAL_SERVERS,
      seed: range.seed,
    });
  }
  const jobs = values.trace ? 1 : countOption('jobs', values.jobs, 1);
  if (values.plant || values.plants)
    return runPlanted(values.plant?.map((name) => namedOption('plant', { name, among: plants })) ?? plants, {
      ...range,
      jobs,
    });
  return jobs > 1 && range.runs > SHARE_RUNS ? runAllInShares(range, jobs) : runAll(range, values.trace);
}

/** Behind a network as bad as the simulated one. */
const REAL_SERVERS = 3;

interface Range {
  readonly runs: number;
  readonly seed: number;
}

async function runPlanted(
  planted: readonly Plant[],
  { jobs, ...range }: Range & { readonly jobs: number },
): Promise<number> {
  let missed = 0;
  if (jobs > 1 && planted.length > 1) {
    const shares = planted.map(({ name }) => ['--plant', name, ...argsOf(range)]);
    missed = (await runShares(shares, jobs)).failures;
  } else {
    for (const plant of planted) if (!(await isCaught(plant, range))) missed += 1;
  }
  console.log(`sim: ${planted.length} plants, ${missed} missed`);
  return missed === 0 ? 0 : 1;
}

/** Every run has a seed of its own, which alone brings it back: `--runs 1 --seed` that. */
const seedOf = ({ seed }: Range, run: number): number => (run === 0 ? seed : (seed + run * SEED_STEP) >>> 0);

const argsOf = ({ runs, seed }: Range): string[] => ['--runs', String(runs), '--seed', String(seed)];

/** The same runs as `runAll`, by several processes. */
async function runAllInShares(range: Range, jobs: number): Promise<number> {
  const startedAt = performance.now();
  const shares = Array.from({ length: Math.ceil(range.runs / SHARE_RUNS) }, (_, index) => {
    const begun = index * SHARE_RUNS;
    return argsOf({ runs: Math.min(SHARE_RUNS, range.runs - begun), seed: seedOf(range, begun) });
  });
  const { edits, failures } = await runShares(shares, jobs);
  return sumUp(range, { edits, failures, startedAt });
}

function sumUp(
  { runs }: Range,
  { edits, failures, startedAt }: { edits: number; failures: number; startedAt: number },
): number {
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`${edits} edits in ${seconds.toFixed(1)} s, ${(runs / seconds).toFixed(1)} runs/s`);
  console.log(`sim: ${runs} runs, ${failures} failures`);
  return failures === 0 ? 0 : 1;
}

async function runAll(range: Range, isTraced: boolean): Promise<number> {
  const simulateOne = await loadSimulator(null);
  const startedAt = performance.now();
  let failures = 0;
  let edits = 0;
  for (let run = 0; run < range.runs; run++) {
    const seed = seedOf(range, run);
    const report = await runOne(simulateOne, seed, isTraced);
    edits += report.edits;
    if (report.problems.length === 0) continue;
    failures += 1;
    const steps = failures <= MAX_SHRUNK ? await shrink(simulateOne, seed, report.steps) : report.steps;
    console.log(`seed ${seed} fails within ${steps} steps:`);
    for (const problem of report.problems) console.log(`  ${problem}`);
  }
  return sumUp(range, { edits, failures, startedAt });
}

/** What throws is a failure like any other. */
async function runOne(simulateOne: Simulate, seed: number, isTraced = false): Promise<RunReport> {
  try {
    return await simulateOne({ seed, ...(isTraced ? { say: console.log } : {}) });
  } catch (error) {
    return {
      problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      steps: 0,
      edits: 0,
    };
  }
}

/** The fewest steps after which the run still fails. */
async function shrink(simulateOne: Simulate, seed: number, steps: number): Promise<number> {
  for (let maxSteps = 1; maxSteps < steps; maxSteps++) {
    const { problems } = await simulateOne({ seed, maxSteps });
    if (problems.length > 0) return maxSteps;
  }
  return steps;
}

async function isCaught(plant: Plant, range: Range): Promise<boolean> {
  const planted = await loadSimulator(plant);
  for (let run = 0; run < range.runs; run++) {
    const { problems } = await runOne(planted, seedOf(range, run));
    if (problems.length === 0) continue;
    console.log(`plant ${plant.name}: caught in run ${run + 1} (${problems[0]?.split('\n')[0]})`);
    return true;
  }
  console.log(`plant ${plant.name}: NOT caught within ${range.runs} runs`);
  return false;
}
