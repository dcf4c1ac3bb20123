/** Schools, people and their computers, in one time, out of one seed. */
import type { RoleGrant } from '@educrowd/shared/permissions/access';
import type { Role } from '@educrowd/shared/permissions/roles';
import { newId } from '@educrowd/shared/primitives/id';
import { createRandom, type Random } from '../support/random.ts';
import { readyProblems } from './checks/files.ts';
import { createWatch } from './checks/while-running.ts';
import { fairWeather } from './device/line.ts';
import * as newerDevices from './device/devices.ts';
import { createDisks, type Disk, type Disks } from './device/disks.ts';
import type { SimDevice } from './device/sim-device.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createSchool, type School } from './school/school.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** What people have on their computers: one version of the engine. */
export type Devices = typeof newerDevices;

export interface Person {
  readonly name: string;
  readonly userId: string;
}

export interface Computer {
  readonly name: string;
  readonly person: Person;
  readonly school: School;
  /** What its clock is ahead of the truth. */
  readonly clockMs: number;
  /** Which version of the engine is installed. */
  build: Devices;
  disk: Disk;
  device: SimDevice;
}

export interface World {
  readonly random: Random;
  readonly timeline: Timeline;
  readonly ledger: Ledger;
  readonly schools: readonly School[];
  readonly people: Readonly<Record<'ada' | 'ben' | 'cat', Person>>;
  readonly computers: Computer[];
  readonly problems: string[];
  readonly addSchool: (name: string) => School;
  readonly addComputer: (person: Person, school: School, build?: Devices) => Computer;
  /** The present build, where some computers have it. */
  readonly presentDevices: Devices | null;
  /** Everything on a computer is copied to a second one of the same person. */
  readonly copyComputer: (computer: Computer) => void;
  /** Installs the newer build on it. */
  readonly upgrade: (computer: Computer) => void;
  /** Starts the engine again on what is on the disk. */
  readonly reopen: (computer: Computer) => void;
  /** Looks at every device and keeps what is wrong. */
  readonly look: () => void;
  /** Tells what happens, for whoever looks into a run. */
  readonly say: (line: string) => void;
  readonly close: () => void;
}

const START = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
/** For all runs, of each build. */
const disks = new Map<Devices, Disks>();

function disksFor(build: Devices): Disks {
  const known = disks.get(build) ?? createDisks(build === newerDevices ? 'newer' : 'present');
  disks.set(build, known);
  return known;
}

export const grant = (role: Role, expiresAt: Date | null = null): RoleGrant => ({
  role,
  assignedBy: null,
  assignedAt: new Date(START),
  expiresAt,
  isActive: true,
});

export interface WorldOptions {
  readonly seed: number;
  readonly say: (line: string) => void;
  /** What some of the computers run; null where all run the newer build. */
  readonly presentDevices: Devices | null;
}

export function createWorld({ seed, say, presentDevices }: WorldOptions): World {
  const random = createRandom(seed);
  const timeline = createTimeline(START);
  const ledger = createLedger();
  const watch = createWatch(ledger);
  const schools: School[] = [];
  const computers: Computer[] = [];
  const problems: string[] = [];
  /** Of computers that were upgraded. */
  const formerDisks: { readonly disk: Disk; readonly build: Devices }[] = [];
  const pageRows = random.pick([1, 2, 3, 7, 1_000]);
  const person = (name: string): Person => ({ name, userId: newId<'User'>() });
  const start = (computer: Omit<Computer, 'device'>): SimDevice =>
    computer.build.openSimDevice(computer.disk, {
      ...computer,
      userId: computer.person.userId,
      weather: fairWeather(),
      timeline,
      random,
      onProblem: (problem) => problems.push(problem),
      say,
    });
  const install = (
    owner: Person,
    school: School,
    { build, disk }: { build: Devices; disk: Disk },
  ): Computer => {
    const clockMs = random.pick([0, 0, random.between(-400, 400) * DAY_MS, random.between(-90, 90) * 60_000]);
    const name = `${owner.name}'s computer ${computers.length + 1} at ${school.name}`;
    const computer = { name, person: owner, school, build, disk, clockMs };
    const made = { ...computer, device: start(computer) };
    computers.push(made);
    return made;
  };
  const reopen = (computer: Computer): void => {
    computer.device.cutPower();
    const { weather } = computer.device;
    computer.device = start(computer);
    Object.assign(computer.device.weather, weather);
  };
  return {
    random,
    timeline,
    ledger,
    say: (line) => say(`${timeline.now() - START} ${line}`),
    schools,
    people: { ada: person('ada'), ben: person('ben'), cat: person('cat') },
    computers,
    problems,
    addSchool: (name) => {
      const school = createSchool({ name, timeline, random, pageRows: () => random.between(1, pageRows) });
      schools.push(school);
      return school;
    },
    presentDevices,
    addComputer: (owner, school, given) => {
      const build = given ?? (presentDevices && random.next() < 0.5 ? presentDevices : newerDevices);
      return install(owner, school, { build, disk: disksFor(build).take() });
    },
    copyComputer: ({ person: owner, school, build, disk }) =>
      void install(owner, school, { build, disk: disksFor(build).copyOf(disk) }),
    upgrade: (computer) => {
      const { disk, build } = computer;
      computer.device.cutPower();
      formerDisks.push({ disk, build });
      computer.disk = disksFor(newerDevices).copyOf(disk);
      computer.build = newerDevices;
      reopen(computer);
    },
    reopen,
    look: () => {
      for (const { device } of computers) problems.push(...watch.look(device));
      for (const school of schools) problems.push(...readyProblems(school));
    },
    close: () => {
      for (const { device } of computers) device.cutPower();
      for (const { disk, build } of [...computers, ...formerDisks]) disksFor(build).giveBack(disk);
    },
  };
}
