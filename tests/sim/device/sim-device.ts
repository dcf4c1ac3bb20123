/** One computer: the engine's own store and sync on a database in memory, which loses its power at any commit. */
import type { launchCampaign } from '../../../apps/desktop/src/engine/campaigns/ask-the-school.ts';
import { createFileStore } from '../../../apps/desktop/src/engine/materials/blob-files.ts';
import {
  createMaterials,
  type Materials,
} from '../../../apps/desktop/src/engine/materials/material-files.ts';
import { createDocuments, type Documents } from '../../../apps/desktop/src/engine/store/documents.ts';
import { createLocalWriter, type LocalWriter } from '../../../apps/desktop/src/engine/store/local-write.ts';
import { assembleStore, type Store } from '../../../apps/desktop/src/engine/store/open-store.ts';
import { createSyncRunner, type SyncRunner } from '../../../apps/desktop/src/engine/sync/sync-runner.ts';
import type { Random } from '../../support/random.ts';
import type { School } from '../school/school.ts';
import type { Disk } from './disks.ts';
import { knownRows, type KnownRows } from './known-rows.ts';
import type { Timeline } from '../timeline.ts';
import { createLine, type Line, type Weather } from './line.ts';
import { mountDisk, type FileDisk } from './memory-fs.ts';

export interface SimDevice {
  /** By its build. */
  readonly known: KnownRows;
  readonly name: string;
  readonly userId: string;
  readonly school: School;
  readonly weather: Weather;
  readonly line: Line;
  readonly store: Store;
  readonly documents: Documents;
  readonly writer: LocalWriter;
  readonly runner: SyncRunner;
  readonly materials: Materials;
  /** Beside the database. */
  readonly disk: FileDisk;
  /** For decisions that are asked of the school. */
  readonly asking: Parameters<typeof launchCampaign>[0];
  readonly timeline: Timeline;
  readonly onProblem: (problem: string) => void;
  readonly isAlive: () => boolean;
  readonly now: () => Date;
  /** Power goes right after so many commits of the database, or files that were flushed, from now on. */
  readonly cutPowerAfter: (steps: number) => void;
  readonly cutPower: () => void;
}

export interface DeviceOptions {
  readonly name: string;
  readonly userId: string;
  readonly school: School;
  readonly weather: Weather;
  readonly timeline: Timeline;
  readonly random: Random;
  /** What this computer's clock is ahead of the truth. */
  readonly clockMs: number;
  readonly onProblem: (problem: string) => void;
  readonly say: (line: string) => void;
}

class PowerCut extends Error {}

export function openSimDevice(disk: Disk, options: DeviceOptions): SimDevice {
  const { timeline, random, clockMs } = options;
  let stepsLeft = Infinity;
  let isAlive = true;
  const cutPower = (): void => {
    isAlive = false;
    mount.unmount();
  };
  /** Something is on the disk for good. */
  const noteStep = (): void => {
    stepsLeft -= 1;
    if (stepsLeft <= 0) cutPower();
  };
  const mount = mountDisk(disk.files, noteStep);
  disk.handOut();
  const opened = assembleStore(disk.db);
  const store: Store = {
    ...opened,
    transaction: (work) => {
      if (disk.db.inTransaction) return work();
      if (!isAlive) throw new PowerCut('no power');
      const result = opened.transaction(work);
      noteStep();
      return result;
    },
  };
  const now = (): Date => new Date(timeline.now() + clockMs);
  const clock = {
    now,
    after: (delayMs: number, run: () => void) =>
      timeline.after(delayMs, () => {
        if (isAlive) run();
      }),
  };
  const line = createLine({ ...options, clock, isAlive: () => isAlive });
  const failures: string[] = [];
  const log = (message: string, error?: unknown): void => {
    const isExpected = error === undefined || (error instanceof Error && error.name === 'RequestError');
    if (isExpected || error instanceof PowerCut || !isAlive) return;
    failures.push(message);
    options.onProblem(`${options.name}: ${message}: ${String(error)}`);
  };
  const knownBlob = store.db.prepare<[string], number>('select 1 from blob where sha256 = ?').pluck();
  const files = createFileStore(`${mount.root}/blobs`, (sha256) => knownBlob.get(sha256) !== undefined);
  files.sweep();
  const unknownRow = store.db
    .prepare(`select 1 from base_row where table_name = 'materials' and row_id = ? and row is null`)
    .pluck();
  const upload: Line['upload'] = (request) => {
    if (unknownRow.get(request.materialId) !== undefined)
      options.onProblem(`${options.name}: a file is sent of which the school has no row`);
    return line.upload(request);
  };
  const runner = createSyncRunner({
    store,
    network: { ...line, upload },
    files,
    clock,
    random: random.next,
    emit: () => undefined,
    log,
  });
  const writer = createLocalWriter({ store, now, onCommitted: () => runner.noteLocalWrite() });
  runner.start();
  return {
    ...options,
    known: knownRows,
    onProblem: (problem) => options.onProblem(`${options.name}: ${problem}`),
    asking: { store, school: () => line, sync: () => runner, closing: new AbortController().signal },
    line,
    store,
    documents: createDocuments(store, log),
    writer,
    runner,
    disk: disk.files,
    materials: createMaterials({ store, writer, files }),
    isAlive: () => isAlive,
    now,
    cutPowerAfter: (steps) => {
      stepsLeft = steps;
    },
    cutPower,
  };
}
