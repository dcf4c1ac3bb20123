/** Keeps full-text search up to date in the background, without holding up whoever types. */
import type { EngineEvent } from '../ipc/events.ts';
import type { EngineClock } from './clock.ts';
import { createRowChanges } from './sync/row-changes.ts';
import type { RefreshedText, TextIndex } from './store/text-index.ts';

export interface TextRefresher {
  /** Something may have changed: texts are read out once it has been quiet for a moment. */
  readonly schedule: () => void;
  /** Reads out now what was changed by hand; what a school sent at once stays in the background. */
  readonly refreshNow: (homeId?: string) => void;
  readonly stop: () => void;
}

export interface TextRefresherOptions {
  readonly index: TextIndex;
  readonly clock: EngineClock;
  readonly emit: (event: EngineEvent) => void;
  readonly log: (message: string, error: unknown) => void;
}

const QUIET_MS = 400;
/** Between two batches the engine answers others. */
const BETWEEN_BATCHES_MS = 15;
const BATCH = 10;
/** After a failure, which is most often a full disk. */
const AFTER_FAILURE_MS = 60_000;

export function createTextRefresher({ index, clock, emit, log }: TextRefresherOptions): TextRefresher {
  let cancel: (() => void) | null = null;
  let isStopped = false;

  const wait = (delayMs: number): void => {
    if (isStopped) return;
    cancel?.();
    cancel = clock.after(delayMs, run);
  };
  const run = (): void => {
    cancel = null;
    if (!attempt(() => tell(index.refresh(BATCH)))) wait(AFTER_FAILURE_MS);
    else if (index.hasStale()) wait(BETWEEN_BATCHES_MS);
  };
  /** Nobody who only reads should fail because the index could not be written. */
  const attempt = (refresh: () => void): boolean => {
    try {
      refresh();
      return true;
    } catch (error) {
      log('The words of texts could not be indexed', error);
      return false;
    }
  };
  /** Outlines and checklists say which texts are empty; nothing else that is on a screen depends on the words. */
  const tell = (refreshed: readonly RefreshedText[]): void => {
    const changes = createRowChanges();
    for (const { scope, isEmptyNow, wasEmpty } of refreshed) {
      if (isEmptyNow !== wasEmpty) changes.note({ table: 'documents' }, scope);
    }
    for (const event of changes.events()) emit(event);
  };

  return {
    schedule: () => wait(QUIET_MS),
    refreshNow: (homeId) => {
      attempt(() => void (homeId === undefined ? index.refresh(BATCH) : index.refreshHome(homeId, BATCH)));
    },
    stop: () => {
      isStopped = true;
      cancel?.();
    },
  };
}
