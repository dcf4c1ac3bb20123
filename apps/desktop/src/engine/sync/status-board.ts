import type { EngineEvent } from '../../ipc/events.ts';
import type { SyncStatus } from '../../ipc/sync.ts';
import type { FileProgress } from './file-lane.ts';
import { describeSync, type Failure, type HeldFor } from './sync-status.ts';
import type { SyncStore } from './sync-store.ts';

/** What the runner knows beside what is on disk. */
export interface Mood {
  /** Why the last edit is not on disk; null when it is. */
  notSaved: string | null;
  /** Why what the school sent could not be written, for the person; null when it could. */
  storageFailure: string | null;
  /** The school knows this computer, but does not sync with it; null when it does. */
  heldFor: HeldFor | null;
  failure: Failure | null;
  /** Mutations answered since the outbox was last drained, and whether more are on their way. */
  answered: number;
  isPushing: boolean;
  /** A pull was published since the start, and nothing told of anything newer since. */
  isVerified: boolean;
}

export interface StatusBoard {
  readonly status: () => SyncStatus;
  /** Tells the windows if the status is another one by now. */
  readonly changed: () => void;
}

export interface StatusBoardOptions {
  readonly store: SyncStore;
  readonly hasSchool: boolean;
  readonly mood: Readonly<Mood>;
  readonly files: () => FileProgress;
  readonly emit: (event: EngineEvent) => void;
}

export function createStatusBoard({ store, hasSchool, mood, files, emit }: StatusBoardOptions): StatusBoard {
  const { outbox, position, holdings, db } = store;
  const countToDecide = db
    .prepare<[], number>(`
      select (select count(*) from quarantine)
        + (select count(*) from conflicts where status = 'open' and deleted_at is null)`)
    .pluck();
  let told = '';

  const status = (): SyncStatus => {
    const unsent = outbox.countUnsent();
    const progress = files();
    const load = holdings.progress();
    return describeSync({
      ...mood,
      notSaved: mood.notSaved ?? mood.storageFailure,
      hasSchool,
      isRebuilding: position.isRebuilding(),
      firstSync: position.cursor() === null && load && load.totalRows > 0 ? load : null,
      sending: mood.isPushing && unsent > 0 ? { sent: mood.answered, total: mood.answered + unsent } : null,
      sendingFiles: progress.isSending
        ? { sentBytes: progress.sentBytes, totalBytes: progress.unverifiedBytes }
        : null,
      unsent,
      isSettled:
        mood.isVerified &&
        load === null &&
        outbox.isEmpty() &&
        progress.unverifiedBytes === 0 &&
        progress.filesToGet === 0,
      lastSyncedAt: position.lastSyncedAt(),
      toDecide: countToDecide.get() ?? 0,
    });
  };
  return {
    status,
    changed: () => {
      const next = JSON.stringify(status());
      if (next === told) return;
      told = next;
      emit({ type: 'sync' });
    },
  };
}
