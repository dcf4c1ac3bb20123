/** One thing that happens: mostly somebody writes, now and then something goes wrong. */
import type { RoleGrant } from '@educrowd/shared/permissions/access';
import type { Random } from '../support/random.ts';
import type { Weather } from './device/line.ts';
import * as newerDevices from './device/devices.ts';
import { knownRows } from './device/known-rows.ts';
import {
  collectTombstones,
  endOverdue,
  moveSubtree,
  purgeTrash,
  retitleInBrowser,
  trashSomething,
  writeWithNewerEditor,
} from './school/school-events.ts';
import { changeCurrencyMeanwhile, launchMeanwhile, pledge } from './campaign-events.ts';
import type { Event, Mix, Scene } from './scene.ts';
import { addFiles, loseUnsentFile, outlastFile } from './file-events.ts';
import { grant } from './world.ts';

const DAY_MS = 86_400_000;
const MAX_COMPUTERS = 6;

const write: Event = (scene, { device, build }) => {
  if (!device.isAlive()) return;
  const { random, ledger } = scene.world;
  build.act({ device, random, ledger, mark: `s${++scene.mark}` });
};

const writeALot: Event = (scene, computer) => {
  for (let times = scene.world.random.between(2, 6); times > 0; times--) void write(scene, computer);
};

const storm = ({ world: { random } }: Scene): Partial<Weather> => ({
  lostRequest: random.next() * 0.4,
  lostAnswer: random.next() * 0.4,
  late: random.next() * 0.2,
  repeated: random.next() * 0.3,
  cut: random.next() * 0.3,
  damaged: random.next() * 0.4,
  latencyMs: 5 + random.next() * 1_500,
});

const changeWeather: Event = (scene, { device }) => void Object.assign(device.weather, storm(scene));

const toggleLine: Event = (_scene, { device }) => {
  device.weather.isOnline = !device.weather.isOnline;
  device.line.cutPokes();
};

const toggleSignIn: Event = (_scene, { device }) => {
  device.weather.isSignedIn = !device.weather.isSignedIn;
  if (device.weather.isSignedIn) device.runner.syncNow();
};

const losePower: Event = ({ world: { random } }, { device }) => {
  if (random.next() < 0.3) device.cutPower();
  else device.cutPowerAfter(random.between(1, 10));
};

/** A newer build is installed, which loads everything anew. */
const upgrade: Event = ({ world }, computer) => {
  if (computer.build !== newerDevices) return world.upgrade(computer);
  const { store } = computer.device;
  computer.device.cutPower();
  store.state.write('schema', '0');
  world.reopen(computer);
};

/** Its servers do not speak with the present build any more, which is an old one by now. */
const refusePresent: Event = (_scene, { school }) => school.setOldestSchema(knownRows.schemaVersion);

const changeRoles: Event = ({ world }, { school }) => {
  const { random, timeline, people } = world;
  const person = random.pick([people.ben, people.ben, people.cat]);
  const soon = new Date(timeline.now() + random.between(100, 20_000));
  const choices: RoleGrant[][] = [
    [],
    [grant('instructor')],
    [grant('admin')],
    [grant('instructor'), grant('admin', soon)],
    [grant('instructor', soon)],
    [grant('campaignManager')],
    [grant('instructor'), grant('campaignManager')],
    [grant('campaignManager'), grant('financeAdmin', soon)],
  ];
  school.setGrants(person.userId, random.pick(choices));
};

const changeStaff: Event = ({ world }, { school }) => {
  const { random, people } = world;
  const { staff, rows } = school.state();
  const homes = [...rows.keys()].filter((key) => /^(?:courses|campaigns) /.test(key));
  if (homes.length === 0) return;
  const home = random.pick(homes);
  const { userId } = random.pick([people.ben, people.cat]);
  const present = staff.get(home) ?? [];
  const isOnIt = present.includes(userId);
  staff.set(home, isOnIt ? present.filter((each) => each !== userId) : [...present, userId]);
};

const editInBrowser: Event = (scene, { school }) => {
  const { random, people, ledger } = scene.world;
  const title = `s${++scene.mark}`;
  const edit = retitleInBrowser(school, random, { userId: people.ada.userId, title });
  if (edit) ledger.note({ kind: 'field', school, device: null, field: 'title', value: title, ...edit });
};

const restart: Event = (_scene, { school }) => school.restartServers();

const backUp: Event = ({ backups }, { school }) => void backups.set(school, school.backup());

const restore: Event = ({ backups, world }, { school }) => {
  const backup = backups.get(school);
  if (!backup) return;
  school.restore(backup);
  for (const { device } of world.computers) if (device.school === school) device.line.cutPokes();
};

/** Somebody copies everything to a second computer and goes on with both. */
const copyComputer: Event = ({ world }, computer) => {
  if (world.computers.length < MAX_COMPUTERS) world.copyComputer(computer);
};

/** Weeks pass in which all sleep, or months, in which the school forgets what it may forget. */
const sleepLong: Event = ({ world, backups }, { school }) => {
  const { random, timeline } = world;
  timeline.sleep(random.pick([2, 31, 31, 60, 181]) * DAY_MS);
  // Devices know what they did for five weeks; an older backup may lose more than that.
  backups.clear();
  endOverdue(school, timeline.now());
  purgeTrash(school, timeline.now());
  collectTombstones(school, timeline.now());
  school.collectFiles();
};

/** A device is away while something is purged and, long after, forgotten. */
const beAwayForLong: Event = async ({ world, backups }, { device }) => {
  const { random, timeline } = world;
  const { school, weather } = device;
  backups.clear();
  trashSomething(school, random);
  await timeline.advance(random.pick([0, 4_000]));
  weather.isOnline = false;
  timeline.sleep(31 * DAY_MS);
  purgeTrash(school, timeline.now());
  await timeline.advance(random.pick([0, 4_000]));
  timeline.sleep(181 * DAY_MS);
  collectTombstones(school, timeline.now());
  weather.isOnline = true;
};

/** Edits wait for weeks before they arrive, and the school is then restored from right before that. */
const arriveLate: Event = async (scene, computer) => {
  const { timeline } = scene.world;
  const { school, weather, runner } = computer.device;
  weather.isOnline = false;
  void writeALot(scene, computer);
  timeline.sleep(40 * DAY_MS);
  // Those of other schools are older than what a journal remembers.
  scene.backups.clear();
  scene.backups.set(school, school.backup());
  weather.isOnline = true;
  runner.syncNow();
  await timeline.advance(6_000);
  void restore(scene, computer);
};

/** The school is restored from its last backup, and that turns out to be a bad one: from the one before. */
const restoreTwice: Event = async (scene, computer) => {
  const { timeline, random } = scene.world;
  const { school } = computer;
  if (!computer.device.isAlive()) return;
  const pass = (): Promise<void> => timeline.advance(random.between(2_000, 8_000));
  computer.device.runner.syncNow();
  await pass();
  const older = school.backup();
  void writeALot(scene, computer);
  await pass();
  void backUp(scene, computer);
  void writeALot(scene, computer);
  await pass();
  void restore(scene, computer);
  await pass();
  scene.backups.set(school, older);
  void restore(scene, computer);
};

/** A role goes, comes back and goes again while a slow line loads what it gives. */
const flickerRole: Event = async ({ world }, { person, school, device }) => {
  const { random, timeline, people } = world;
  if (person === people.ada) return;
  const grants = school.state().grants.get(person.userId) ?? [];
  const [some, fewer] = random.pick([
    [[grant('admin')], [grant('instructor')]],
    [grants, []],
  ]);
  school.setGrants(person.userId, some);
  device.runner.syncNow();
  await timeline.advance(random.pick([200, 3_000]));
  for (const next of [fewer, some, fewer, ...(random.next() < 0.5 ? [some] : [])]) {
    school.setGrants(person.userId, next);
    device.runner.syncNow();
    await timeline.advance(random.between(20, 160));
  }
};

const newComputer: Event = ({ world }, { person, school }) => {
  if (world.computers.length < MAX_COMPUTERS) world.addComputer(person, school);
};

const poison: Event = ({ world: { random } }, { school }) => {
  const digit = String(random.between(0, 9));
  const isOn = random.next() < 0.5;
  school.setPoison(
    ({ name, args }) => isOn && name === 'Lesson.patch' && JSON.stringify(args).endsWith(`${digit}"}}`),
  );
};

const move: Event = ({ world }, { school }) => void moveSubtree(school, world.random);

/** Somebody who teaches both courses sees it, and then teaches only the one that it went to. */
const moveAndLeave: Event = async ({ world }, { person, school, device }) => {
  const { random, timeline, people } = world;
  if (person === people.ada || !device.isAlive()) return;
  school.setGrants(person.userId, [grant('instructor')]);
  const { staff, rows } = school.state();
  for (const key of rows.keys()) {
    const present = staff.get(key) ?? [];
    if (key.startsWith('courses ') && !present.includes(person.userId))
      staff.set(key, [...present, person.userId]);
  }
  device.runner.syncNow();
  await timeline.advance(6_000);
  const moved = moveSubtree(school, random);
  await timeline.advance(4_000);
  if (!moved) return;
  const from = `courses ${moved.fromCourseId}`;
  const left = (staff.get(from) ?? []).filter((each) => each !== person.userId);
  staff.set(from, left);
};

/** Somebody fills in what an older version does not know of, and somebody with that version edits the same row. */
const editBesideOld: Event = async (scene, { school }) => {
  const { random, ledger, timeline, computers } = scene.world;
  const present = computers.filter((each) => each.school === school && each.device.isAlive());
  const newer = present.filter(({ build }) => build === newerDevices);
  const old = present.filter(({ build }) => build !== newerDevices);
  if (newer.length === 0 || old.length === 0) return;
  const [writer, other] = [random.pick(newer), random.pick(old)];
  const mark = (): string => `s${++scene.mark}`;
  const row = writer.build.setNewerField({ device: writer.device, random, ledger, mark: mark() });
  writer.device.runner.syncNow();
  await timeline.advance(random.between(500, 6_000));
  if (row === null || !other.device.isAlive()) return;
  other.build.retitleRow({ device: other.device, random, ledger, mark: mark() }, row);
  await timeline.advance(random.between(0, 3_000));
};

/** A computer with the old version is upgraded before it has loaded everything for the first time. */
const upgradeWhileLoading: Event = async (scene, { person, school, device, build }) => {
  const { world } = scene;
  const { random, ledger, timeline, presentDevices, computers } = world;
  if (presentDevices === null || computers.length >= MAX_COMPUTERS) return;
  if (build === newerDevices && device.isAlive())
    build.addRemark({ device, random, ledger, mark: `s${++scene.mark}` });
  device.runner.syncNow();
  await timeline.advance(4_000);
  const loading = world.addComputer(person, school, presentDevices);
  await timeline.advance(random.between(50, 1_500));
  world.upgrade(loading);
};

const newerText: Event = (scene, { school }) =>
  writeWithNewerEditor(school, scene.world.random, `s${++scene.mark}`);

/** How often each happens, beside the others. */
const chances: readonly (readonly [Event, number])[] = [
  [write, 60],
  [writeALot, 10],
  [changeWeather, 8],
  [toggleLine, 6],
  [losePower, 7],
  [changeRoles, 5],
  [changeStaff, 4],
  [flickerRole, 2],
  [editInBrowser, 3],
  [restart, 2],
  [backUp, 2],
  [restore, 1.5],
  [restoreTwice, 1],
  [copyComputer, 1],
  [sleepLong, 1.5],
  [toggleSignIn, 2],
  [poison, 1.5],
  [move, 4],
  [moveAndLeave, 1.5],
  [upgrade, 1.5],
  [refusePresent, 0.5],
  [newerText, 2],
  [editBesideOld, 4],
  [upgradeWhileLoading, 1.5],
  [pledge, 4],
  [launchMeanwhile, 2],
  [changeCurrencyMeanwhile, 5],
  [newComputer, 2],
  [beAwayForLong, 1.5],
  [addFiles, 6],
  [outlastFile, 2],
  [loseUnsentFile, 1.5],
  [arriveLate, 1],
];

/**
 * What happens in one run: of the troubles, many do not occur at all and some all the time. Runs that are unlike each
 * other reach more than runs in each of which everything happens now and then.
 */
export function drawMix({ next, pick }: Random): Mix {
  if (next() < 0.3) return chances;
  return chances.map(([event, chance]) => [
    event,
    event === write ? chance : chance * pick([0, 0, 0.5, 1, 2, 6]),
  ]);
}

export async function happen(scene: Scene): Promise<void> {
  const { mix, world } = scene;
  const { random, computers } = world;
  const computer = random.pick(computers);
  let dice = random.next() * mix.reduce((sum, [, chance]) => sum + chance, 0);
  for (const [event, chance] of mix) {
    dice -= chance;
    if (dice >= 0) continue;
    world.say(`${event.name} ${computer.name}`);
    await event(scene, computer);
    return;
  }
}
