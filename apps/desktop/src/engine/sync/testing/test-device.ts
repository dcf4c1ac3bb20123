import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed, syncedEntities } from '@educrowd/shared/synced-entities';
import type { EngineEvent } from '../../../ipc/events.ts';
import type { EngineClock } from '../../clock.ts';
import type { SchoolConnection } from '../../network/create-network.ts';
import { createLocalWriter, type LocalWrite, type LocalWriter } from '../../store/local-write.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import type { BlobFiles } from '../file-lane.ts';
import { createSyncRunner, type SyncRunner } from '../sync-runner.ts';
import { rowKeyOf } from './peer-state.ts';

/** One workspace on one computer, with its sync running. */
export interface TestDevice {
  readonly store: Store;
  readonly runner: SyncRunner;
  readonly events: EngineEvent[];
  readonly writer: LocalWriter;
  readonly write: LocalWriter['write'];
  /** All rows as shown, by key. */
  readonly shown: () => Map<string, WireRow>;
  /** Ends it as a power cut would and gives what is on disk. */
  readonly kill: () => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

export interface TestDeviceOptions {
  readonly network: SchoolConnection | null;
  readonly clock: EngineClock;
  readonly random: () => number;
  /** What is on disk already. */
  readonly disk?: Buffer;
  readonly files?: BlobFiles;
  /** Hears what windows hear. */
  readonly listen?: (event: EngineEvent) => void;
}

const noFiles: BlobFiles = {
  pathOf: (sha256) => sha256,
  partPathOf: (sha256) => `${sha256}.part`,
  adoptPart: () => Promise.resolve(),
  remove: () => undefined,
};

export function openDevice(options: TestDeviceOptions): TestDevice {
  const { network, clock, random, disk, files = noFiles, listen } = options;
  const store = openStore(disk ?? Buffer.alloc(0));
  const events: EngineEvent[] = [];
  const runner = createSyncRunner({
    store,
    network,
    files,
    clock,
    random,
    emit: (event) => {
      events.push(event);
      listen?.(event);
    },
    log: () => undefined,
  });
  const writer = createLocalWriter({
    store,
    now: clock.now,
    onCommitted: () => runner.noteLocalWrite(),
  });
  runner.start();
  return {
    store,
    runner,
    events,
    writer,
    write: writer.write,
    shown: () => shownRows(store),
    kill: async () => {
      const left = store.db.serialize();
      await runner.stop();
      store.close();
      return left;
    },
    close: async () => {
      await runner.stop();
      store.close();
    },
  };
}

export const shownRows = ({ views }: Store): Map<string, WireRow> =>
  new Map(
    syncedEntities.flatMap(({ name }) => {
      const entity = entityNamed(name);
      return views
        .select(entity, '1')
        .map((row): [string, WireRow] => [rowKeyOf(entity.table, row.id as string), row]);
    }),
  );

export interface MadeCourse {
  readonly courseId: string;
  readonly sectionId: string;
  readonly lessonId: string;
  readonly documentId: string;
}

/** A course with one section, one lesson and its empty text. */
export function makeCourse(write: LocalWrite, title = 'Algebra'): MadeCourse {
  const [courseId, sectionId, lessonId, documentId] = [newId(), newId(), newId(), newId()];
  write.create(entityNamed('Course'), { id: courseId, title });
  write.create(entityNamed('Section'), {
    id: sectionId,
    courseId,
    parentId: null,
    title: 'Week 1',
    position: 'a0',
  });
  write.create(entityNamed('Lesson'), {
    id: lessonId,
    courseId,
    sectionId,
    title: 'Lesson 1',
    position: 'a0',
  });
  write.create(entityNamed('Document'), { id: documentId, courseId, lessonId, contentSchema: 1 });
  return { courseId, sectionId, lessonId, documentId };
}
