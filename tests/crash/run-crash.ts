/**
 * Two devices write in one course while their engines and the server are killed. Afterwards everything that the app
 * ever acknowledged is on both devices and on the server, once, and all three are equal.
 */
import { must } from '@educrowd/shared/primitives/assert';
import { checkFiles, readDeviceRecords } from '../support/device-records.ts';
import { startEditLoad, type EditLoad } from '../support/edit-load.ts';
import type { Device } from '../support/engine-driver.ts';
import { createRandom } from '../support/random.ts';
import { readServerView } from '../support/school-access.ts';
import { readServerRecords } from '../support/server-records.ts';
import { addTeacher, setUpSchool, startDeviceOf, type TestSchool } from '../support/set-up-school.ts';
import type { Stack } from '../support/start-stack.ts';
import { beginText, openTypist } from '../support/typist.ts';
import { pause, syncAll, waitUntil } from '../support/waits.ts';
import {
  checksumOf,
  compareViews,
  readDeviceView,
  rowsOf,
  type WorkspaceView,
} from '../support/workspace-view.ts';
import { killDatabase } from './kill-database.ts';
import { planKills, type Kill } from './kill-plan.ts';

export interface CrashOptions {
  readonly stack: Stack;
  readonly seed: number;
  readonly engineKills: number;
  readonly serverKills: number;
  /** Only of a PostgreSQL that nobody else uses. */
  readonly databaseKills?: number;
  readonly say: (line: string) => void;
}

export interface CrashReport {
  readonly acknowledged: number;
  readonly attempted: number;
  /** Kills that cut off at least one edit that was under way. */
  readonly cutOff: number;
  readonly mutations: number;
  readonly checksum: string;
  /** What the network did, where it was hostile. */
  readonly faults: ReadonlyMap<string, number>;
  /** Everything that must not be; empty when all is well. */
  readonly problems: readonly string[];
}

interface Worker {
  readonly device: Device;
  readonly load: EditLoad;
}

const SHARED_LESSONS = 4;
const WRITERS_PER_DEVICE = 2;
const REST_MS = 20;
/** Edits that may follow those after which a kill is due, while something is away: enough to be busy, no flood. */
const MORE_EDITS = 60;

export async function runCrash({
  stack,
  seed,
  engineKills,
  serverKills,
  databaseKills = 0,
  say,
}: CrashOptions): Promise<CrashReport> {
  const { school, devices, courseId, documentIds } = await prepare(stack);
  say(`A school with two devices and a course of ${documentIds.length} lessons is ready.`);
  stack.proxy?.setHostile(true);

  let enough = Infinity;
  const mayGoOn = (): boolean => acknowledgedBy(workers) < enough;
  const workers: Worker[] = devices.map((device, index) => ({
    device,
    load: startEditLoad({
      device,
      seed: seed + index,
      mark: ['A', 'B'][index] ?? 'X',
      courseId,
      documentIds,
      writers: WRITERS_PER_DEVICE,
      restMs: REST_MS,
      mayGoOn,
    }),
  }));
  const problems: string[] = [];
  let cutOff = 0;
  for (const [index, kill] of planKills(createRandom(seed), {
    engine: engineKills,
    server: serverKills,
    database: databaseKills,
  }).entries()) {
    const before = acknowledgedBy(workers);
    enough = before + kill.afterEdits + MORE_EDITS;
    const result = await carryOut(stack, workers, { ...kill, afterEdits: before + kill.afterEdits });
    problems.push(...result.problems);
    if (result.inFlight > 0) cutOff += 1;
    say(`  kill ${index + 1}: ${result.words}`);
  }
  await Promise.all(workers.map(({ load }) => load.stop()));
  stack.proxy?.setHostile(false);

  await syncAll(devices);
  const views = await settledViews(devices, school);
  const [first] = views;
  for (const view of views) problems.push(...workers.flatMap(({ load }) => load.ledger.check(view)));
  for (const view of views) problems.push(...conflictsIn(view));
  const records = devices.map(readDeviceRecords);
  const server = await readServerRecords(stack.database.adminUrl, records);
  problems.push(...records.flatMap((each) => each.problems), ...server.problems);
  problems.push(...devices.flatMap((device) => checkFiles(device).problems));
  return {
    acknowledged: sum(workers.map(({ load }) => load.ledger.acknowledged())),
    attempted: sum(workers.map(({ load }) => load.ledger.attempted())),
    cutOff,
    mutations: server.mutations,
    checksum: checksumOf(must(first, 'view')),
    faults: stack.proxy?.counts ?? new Map(),
    problems: [...new Set(problems)],
  };
}

async function prepare(stack: Stack) {
  await stack.startCloud();
  const school = await setUpSchool(stack, {
    name: 'Northfield School',
    slug: 'northfield',
    ownerName: 'Olga Owner',
  });
  const teacher = await addTeacher(school, 'Tessa Teacher');
  const devices = [stack.device('device-a'), stack.device('device-b')] as const;
  await Promise.all([
    startDeviceOf(devices[0], school, teacher),
    startDeviceOf(devices[1], school, school.owner),
  ]);
  const { courses } = devices[0].client;
  const { id: courseId } = await courses.createCourse({ title: 'Written in a storm' });
  const { id: sectionId } = await courses.createSection({
    courseId,
    parentId: null,
    title: 'Shared',
    afterId: null,
  });
  const documentIds: string[] = [];
  for (let number = 1; number <= SHARED_LESSONS; number++) {
    const made = await courses.createLesson({ sectionId, title: `Shared ${number}`, afterId: null });
    documentIds.push(made.documentId);
    // Words that several people write at once into one empty paragraph end up beside each other without a space, as in
    // any editor of this kind; what is to be counted here are whole words.
    const typist = await openTypist(devices[0], made.documentId, number);
    await typist.edit(beginText(`Shared ${number}`));
    typist.close();
  }
  await syncAll(devices);
  return { school, devices, courseId, documentIds };
}

/** `kill.afterEdits` counts from the beginning here. */
async function carryOut(
  stack: Stack,
  workers: readonly Worker[],
  kill: Kill,
): Promise<{ words: string; inFlight: number; problems: string[] }> {
  await waitUntil('there is more work to interrupt', async () => {
    const count = acknowledgedBy(workers);
    return count >= kill.afterEdits ? { done: true } : { seen: `${count} edits` };
  });
  if (kill.target !== 'engine') return killBehind(stack, workers, kill);
  await pause(kill.afterMs);
  return killEngine(must(workers[kill.device], 'device'), kill);
}

async function killEngine({ device, load }: Worker, { downMs }: Kill) {
  const inFlight = load.inFlight();
  await device.kill();
  // Before its next engine: what was acknowledged has to be in the file by itself.
  const problems = load.ledger.check(readDeviceView(device.name, device.databasePath()));
  await pause(downMs);
  await device.start();
  const counts = `${load.ledger.acknowledged()} edits acknowledged, ${inFlight} under way`;
  return { words: `engine of ${device.name}, ${counts}, ${problems.length} problems`, inFlight, problems };
}

/** Kills what devices talk to, or what that talks to. */
async function killBehind(
  stack: Stack,
  workers: readonly Worker[],
  { target, server, afterMs, downMs }: Kill,
) {
  // So that pushes and pulls are under way.
  await Promise.all(workers.map(({ device }) => device.client.sync.syncNow()));
  await pause(afterMs);
  const statuses = await Promise.all(workers.map(({ device }) => device.client.sync.status()));
  if (target === 'database') {
    await killDatabase(stack.database.adminUrl);
  } else {
    await stack.killCloud(server);
    await pause(downMs);
    await stack.startCloud();
  }
  const busy = statuses.filter(({ pill }) => pill.state !== 'synced').length;
  return { words: `${target}, ${busy} devices not in step`, inFlight: busy, problems: [] };
}

/** All three places, once they are equal; their differences are thrown when they stay. */
async function settledViews(devices: readonly Device[], school: TestSchool): Promise<WorkspaceView[]> {
  return waitUntil<WorkspaceView[]>('both devices and the server are equal', async () => {
    await syncAll(devices);
    const views = [
      ...devices.map((device) => readDeviceView(device.name, device.databasePath())),
      await readServerView(school.origin, school.owner.access),
    ];
    const [first] = views;
    const differences = views.slice(1).flatMap((view) => compareViews(must(first, 'view'), view));
    return differences.length === 0 ? { done: views } : { seen: differences.slice(0, 20).join('\n') };
  });
}

/** Every field had one writer: a conflict would mean that an edit was done twice or out of order. */
const conflictsIn = (view: WorkspaceView): string[] =>
  rowsOf(view, 'conflicts').map(
    (row) =>
      `${view.place}: a conflict over ${String(row.entityName)} ${String(row.field)} (${String(row.rowLabel)})`,
  );

const acknowledgedBy = (workers: readonly Worker[]): number =>
  sum(workers.map(({ load }) => load.ledger.acknowledged()));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
