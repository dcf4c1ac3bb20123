/**
 * One run: people write on several computers, lines and power fail, roles come and go, the school is restored, purged
 * and restarted. Then everything grows calm, and what has to hold is checked. All of it follows from the seed.
 */
import { deviceProblems, isTooOld, schoolProblems, schoolText } from './checks/at-rest.ts';
import { lostEdits } from './checks/nothing-lost.ts';
import { fairWeather } from './device/line.ts';
import * as newerDevices from './device/devices.ts';
import { drawMix, happen } from './happen.ts';
import { blankedNodes } from './school/school-events.ts';
import { seedGlobals } from './seed-globals.ts';
import { createRandom } from '../support/random.ts';
import { createWorld, grant, type Devices, type World } from './world.ts';

export interface RunOptions {
  readonly seed: number;
  /** Loads what is the old version beside the school and the devices of this one. */
  readonly loadPresent: () => Promise<Devices>;
  /** Ends the turmoil earlier, to find the shortest run that fails. */
  readonly maxSteps?: number;
  /** Hears what happens. */
  readonly say?: (line: string) => void;
}

export interface RunReport {
  readonly problems: readonly string[];
  readonly steps: number;
  readonly edits: number;
}

/** Runs in which some computers have the present build, beside the newer one. */
const MIXED_SHARE = 0.4;
/** Time in which everything has to come to rest. */
const CALM_MINUTES = 40;

export async function simulate({
  seed,
  loadPresent,
  maxSteps = Infinity,
  say = () => undefined,
}: RunOptions): Promise<RunReport> {
  const isMixed = createRandom(seed).next() < MIXED_SHARE;
  const presentDevices = isMixed ? await loadPresent() : null;
  const unseed = seedGlobals(seed);
  const world = createWorld({ seed, say, presentDevices });
  const { random, problems } = world;
  try {
    await begin(world);
    const steps = Math.min(maxSteps, random.between(8, 32));
    const scene = { world, backups: new Map(), mix: drawMix(random), mark: 1_000 };
    for (let step = 0; step < steps && problems.length === 0; step++) {
      await happen(scene);
      await world.timeline.advance(random.next() < 0.3 ? random.next() * 8_000 : random.next() * 800);
      revive(world, 0.5);
      world.look();
    }
    if (problems.length === 0) await calmDown(world);
    if (problems.length === 0 && upgradeSome(world)) await calmDown(world);
    if (problems.length === 0) problems.push(...(await findProblems(world)));
    return { problems: problems.slice(0, 8), steps, edits: world.ledger.edits.length };
  } finally {
    world.close();
    unseed();
  }
}

async function begin(world: World): Promise<void> {
  const { ada, ben, cat } = world.people;
  const { random } = world;
  const north = world.addSchool('north');
  north.setGrants(ada.userId, [grant('owner')]);
  north.setGrants(ben.userId, [grant('instructor')]);
  north.setGrants(cat.userId, [grant(random.pick(['admin', 'instructor', 'campaignManager']))]);
  const owners = random.shuffle([ada, ada, ben, ben, cat]).slice(0, random.between(2, 4));
  for (const person of owners) world.addComputer(person, north);
  if (random.next() < 0.2) {
    const south = world.addSchool('south');
    south.setGrants(ada.userId, [grant('instructor')]);
    world.addComputer(ada, south);
  }
  for (const [index, { device, build }] of world.computers.entries())
    if (index % 2 === 0) build.makeCourse({ device, random, ledger: world.ledger, mark: `s${index + 1}` });
  await world.timeline.advance(3_000);
}

/** Whoever has lost power gets it back sooner or later. */
function revive(world: World, chance: number): void {
  for (const computer of world.computers)
    if (!computer.device.isAlive() && world.random.next() < chance) world.reopen(computer);
}

async function calmDown(world: World): Promise<void> {
  for (const school of world.schools) school.setPoison(() => false);
  revive(world, 1);
  for (const { device } of world.computers) Object.assign(device.weather, fairWeather());
  for (let minute = 0; minute < CALM_MINUTES; minute++) {
    // Power may have been about to go.
    revive(world, 1);
    if (minute % 5 === 0) for (const { device } of world.computers) device.runner.syncNow();
    await world.timeline.advance(60_000);
    world.look();
    if (world.problems.length > 0) return;
    const isCalm = world.computers.every(
      ({ device }) => device.isAlive() && deviceProblems(device).length === 0,
    );
    if (minute >= 1 && isCalm) return;
  }
}

/** Those that the school does not take any more have to be upgraded, after which nothing is missing. */
function upgradeSome(world: World): boolean {
  const all = world.random.next() < 0.5;
  const chosen = world.computers.filter(
    ({ device, build }) => build !== newerDevices && (all || isTooOld(device)),
  );
  const problems = chosen.flatMap(({ device }) => deviceProblems(device));
  world.problems.push(...problems);
  for (const computer of chosen) world.upgrade(computer);
  return chosen.length > 0;
}

async function findProblems(world: World): Promise<string[]> {
  const { computers, schools, ledger } = world;
  const devices = computers.map(({ device }) => device);
  const problems = devices.flatMap(deviceProblems);
  for (const school of schools) {
    problems.push(...schoolProblems(school), ...lostEdits(ledger.edits, school, devices));
    problems.push(...blankedNodes(school, (documentId) => schoolText(school, documentId)));
  }
  problems.push(...strangers(world));
  if (problems.length > 0) return problems;
  // Loading everything at once shows what hearing of every change has shown.
  const fresh = world.addComputer(world.random.pick(Object.values(world.people)), world.random.pick(schools));
  await world.timeline.advance(120_000);
  return deviceProblems(fresh.device);
}

/** What lies in one school is in no other. */
function strangers({ schools }: World): string[] {
  const [one, other] = schools;
  if (!one || !other) return [];
  return [...one.state().rows.keys()]
    .filter((key) => other.state().rows.has(key))
    .map((key) => `${key} is in both schools`);
}
