/** A device for tests against a whole server: the real store, sync and network, in this process and in real time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { systemClock } from '../../apps/desktop/src/engine/clock.ts';
import { createFileStore, type FileStore } from '../../apps/desktop/src/engine/materials/blob-files.ts';
import { createMaterials, type Materials } from '../../apps/desktop/src/engine/materials/material-files.ts';
import {
  createNetwork,
  type SchoolConnection,
} from '../../apps/desktop/src/engine/network/create-network.ts';
import { createLocalWriter, type LocalWriter } from '../../apps/desktop/src/engine/store/local-write.ts';
import { openStore, type Store } from '../../apps/desktop/src/engine/store/open-store.ts';
import { createSyncRunner, type SyncRunner } from '../../apps/desktop/src/engine/sync/sync-runner.ts';
import { shownRows } from '../../apps/desktop/src/engine/sync/testing/test-device.ts';
import type { EngineEvent } from '../../apps/desktop/src/ipc/events.ts';

export interface RealDevice {
  readonly folder: string;
  readonly store: Store;
  readonly runner: SyncRunner;
  readonly writer: LocalWriter;
  readonly files: FileStore;
  readonly materials: Materials;
  readonly events: EngineEvent[];
  readonly shown: () => Map<string, WireRow>;
  /** Everything that was written here is in the school, and everything of the school is here. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RealDeviceOptions {
  readonly address: string;
  readonly token: string;
  /** What is on disk already. */
  readonly disk?: Buffer;
  /** Lays something between the device and the school. */
  readonly through?: (school: SchoolConnection) => SchoolConnection;
}

export async function openRealDevice({
  address,
  token,
  disk,
  through = (school) => school,
}: RealDeviceOptions): Promise<RealDevice> {
  const folder = await mkdtemp(join(tmpdir(), 'device-'));
  const network = createNetwork({ clock: systemClock });
  const store = openStore(disk ?? Buffer.alloc(0));
  const files = createFileStore(join(folder, 'blobs'), () => true);
  const events: EngineEvent[] = [];
  const runner = createSyncRunner({
    store,
    network: through(network.connect({ address, readToken: () => token })),
    files,
    clock: systemClock,
    random: Math.random,
    emit: (event) => events.push(event),
    log: () => undefined,
  });
  const writer = createLocalWriter({
    store,
    now: () => new Date(),
    onCommitted: () => runner.noteLocalWrite(),
  });
  runner.start();
  return {
    folder,
    store,
    runner,
    writer,
    files,
    materials: createMaterials({ store, writer, files }),
    events,
    shown: () => shownRows(store),
    settled: async () => {
      runner.syncNow();
      await until(
        () => runner.status().pill.state === 'synced',
        () => JSON.stringify(runner.status()),
      );
    },
    close: async () => {
      await runner.stop();
      await network.close();
      store.close();
      await rm(folder, { recursive: true });
    },
  };
}

const STEP_MS = 10;
const LONGEST_MS = 20_000;

/** Looks again and again; what it saw last says why it gave up. */
export async function until(isDone: () => boolean | Promise<boolean>, describe: () => string): Promise<void> {
  for (let waitedMs = 0; waitedMs < LONGEST_MS; waitedMs += STEP_MS) {
    if (await isDone()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, STEP_MS);
    });
  }
  throw new Error(`Gave up waiting: ${describe()}`);
}
