/**
 * Keeps an open workspace and its school in step, for as long as it runs: sends what is queued soon after it was
 * written, asks for changes when the school pokes and now and then without, loads what was gained, and settles
 * disagreements by script. What is wrong is learnt from answers, never guessed.
 */
import { MAX_MUTATIONS_PER_PUSH } from '@educrowd/shared/sync/protocol';
import type { EngineEvent } from '../../ipc/events.ts';
import type { SyncStatus } from '../../ipc/sync.ts';
import type { EngineClock } from '../clock.ts';
import type { SchoolConnection } from '../network/create-network.ts';
import { RequestError } from '../network/request-error.ts';
import { createBlobTable } from '../store/blob-table.ts';
import type { Store } from '../store/open-store.ts';
import { pollMs } from './backoff.ts';
import { createFileLane, noFileProgress, type BlobFiles } from './file-lane.ts';
import { createPokeWatch } from './poke-watch.ts';
import { beginRebuild } from './recover.ts';
import { takeStep, type RoundOptions, type Step } from './round.ts';
import { createSettling } from './settling.ts';
import { createStatusBoard, type Mood } from './status-board.ts';
import { createSyncStore } from './sync-store.ts';
import { createTrouble } from './trouble.ts';
import { createWakeTimer } from './wake-timer.ts';

export interface SyncRunner {
  /** Begins at once; a workspace without a school only tells its status. */
  readonly start: () => void;
  /** Resolves when nothing runs any more; the store may be closed then. Not to be started again. */
  readonly stop: () => Promise<void>;
  /** Tries now, also after a sign-in had ended. */
  readonly syncNow: () => void;
  /**
   * Tries now, and resolves when everything of this device is in the school and everything that the school had when
   * this was called is here. Rejects with a `RequestError` when the school cannot be reached or refuses.
   */
  readonly settle: () => Promise<void>;
  /** An edit was committed: it is sent soon, together with those that follow it closely. */
  readonly noteLocalWrite: () => void;
  /** An edit could not be written; `reason` is for the person, e.g. "disk full". The next committed one clears it. */
  readonly noteWriteFailed: (reason: string) => void;
  readonly status: () => SyncStatus;
}

export interface SyncRunnerOptions {
  readonly store: Store;
  /** Null for work on this computer alone. */
  readonly network: SchoolConnection | null;
  readonly files: BlobFiles;
  readonly clock: EngineClock;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly emit: (event: EngineEvent) => void;
  readonly log: (message: string, error?: unknown) => void;
}

/** Edits that follow one another this closely travel together. */
const GATHER_MS = 1_000;

export function createSyncRunner(options: SyncRunnerOptions): SyncRunner {
  const { network, clock, random, emit, log } = options;
  const store = createSyncStore(options.store);
  const mood: Mood = {
    notSaved: null,
    storageFailure: null,
    heldFor: null,
    failure: null,
    answered: 0,
    isPushing: false,
    isVerified: false,
  };
  const board = createStatusBoard({
    store,
    hasSchool: network !== null,
    mood,
    files: () => lane?.progress() ?? noFileProgress,
    emit,
  });
  const stopped = new AbortController();
  const timer = createWakeTimer(clock);
  const trouble = createTrouble({ store, mood, clock, random, emit, log });
  const lane =
    network &&
    createFileLane({
      ...options,
      blobs: createBlobTable(options.store.db),
      school: network,
      onProgress: () => board.changed(),
    });
  const pokes =
    network &&
    createPokeWatch({
      school: network,
      clock,
      random,
      onOpen: () => lookFor(Infinity),
      onPoke: (head) => lookFor(head),
    });

  let running: Promise<unknown> = Promise.resolve();
  let cancelGathering: (() => void) | null = null;
  /** Highest version that was asked for while the present exchange was under way: what that brings may be older. */
  let newestHead = 0;
  let wantsPull = true;
  const settling = createSettling(() => store.outbox.isEmpty());
  /** Mutations up to this number are due; later ones may still wait for company. */
  let sendThrough = Infinity;

  /** Asks for everything up to this version of the school; infinite for whatever it has now. */
  const lookFor = (head: number): void => {
    newestHead = Math.max(newestHead, head);
    if (head <= (store.position.cursor() ?? 0)) return;
    wantsPull = true;
    mood.isVerified = false;
    board.changed();
    timer.wake();
  };

  const isDue = (): boolean => (store.outbox.unsentRange()?.first ?? Infinity) <= sendThrough;

  const run = async (school: SchoolConnection): Promise<void> => {
    const round: RoundOptions = { store, school, now: clock.now, emit };
    while (!stopped.signal.aborted) {
      const delayMs = await exchange(round);
      board.changed();
      if (stopped.signal.aborted) return;
      const reason = await timer.wait(delayMs);
      if (reason !== 'woken') wantsPull = true;
      if (reason === 'slept') {
        // Connections that stood before may be dead without knowing it.
        pokes?.close();
        mood.isVerified = false;
        trouble.forget();
      }
    }
  };

  /** Steps until there is nothing to do or something is wrong; the answer is how long to wait. */
  const exchange = async (round: RoundOptions): Promise<number> => {
    while (!stopped.signal.aborted) {
      const push = isDue();
      mood.isPushing = push && mood.failure === null;
      board.changed();
      const first = store.outbox.unsentRange()?.first ?? 0;
      const isReconciling = store.position.mustReconcile();
      newestHead = 0;
      settling.begin();
      try {
        const before = store.outbox.countUnsent();
        const step = await takeStep(round, {
          signal: stopped.signal,
          push,
          singly: trouble.isSuspect(first),
          pull: wantsPull,
        });
        if (step === 'idle') return pollMs(random);
        if (trouble.isOver()) lane?.retry();
        if (step === 'pushed') mood.answered += Math.max(0, before - store.outbox.countUnsent());
        // What the school had forgotten is in the outbox again, under new numbers.
        if (isReconciling) sendAll();
        afterStep(step);
        if (step === 'published' && settling.published()) wantsPull = true;
      } catch (error) {
        mood.isPushing = false;
        if (stopped.signal.aborted) return 0;
        const delayMs = trouble.meet(error, push ? first + MAX_MUTATIONS_PER_PUSH : null);
        if (mood.heldFor !== null) pokes?.close();
        lane?.wake();
        sendAll();
        wantsPull = true;
        if (delayMs > 0) settling.fail(error);
        if (delayMs > 0) return delayMs;
      }
    }
    return 0;
  };

  const afterStep = (step: Exclude<Step, 'idle'>): void => {
    if (!isDue()) {
      mood.isPushing = false;
      mood.answered = 0;
    }
    if (step === 'pushed') wantsPull = true;
    if (step !== 'published') return;
    wantsPull = newestHead > (store.position.cursor() ?? 0);
    mood.isVerified = !wantsPull;
    trouble.rest();
    pokes?.watch(store.holdings.requested());
    lane?.wake();
    lane?.start();
  };

  /** From now on everything that is queued is due. */
  const sendAll = (): void => {
    cancelGathering?.();
    cancelGathering = null;
    sendThrough = store.outbox.unsentRange()?.last ?? 0;
  };

  const syncNow = (): void => {
    sendAll();
    trouble.forget();
    lane?.retry();
    lookFor(Infinity);
  };

  return {
    start: () => {
      if (!network) return;
      sendAll();
      store.transaction(() => {
        if (store.position.isOtherSchema()) beginRebuild(store);
        store.position.setSchema();
      });
      running = run(network).catch((error: unknown) => log('Sync has ended', error));
    },
    stop: async () => {
      stopped.abort();
      settling.fail(new RequestError({ kind: 'aborted' }, 'Sync has ended'));
      cancelGathering?.();
      pokes?.close();
      timer.wake();
      await Promise.all([running, lane?.stop()]);
    },
    syncNow,
    settle: () => {
      if (!network || stopped.signal.aborted)
        return Promise.reject(new RequestError({ kind: 'offline' }, 'There is no school to reach'));
      const settled = settling.wait();
      syncNow();
      return settled;
    },
    noteLocalWrite: () => {
      mood.notSaved = null;
      if (network && !stopped.signal.aborted) {
        cancelGathering ??= clock.after(GATHER_MS, () => {
          sendAll();
          // A wait for the school's or the person's sake goes on.
          if (mood.failure === null && mood.heldFor === null) timer.wake();
        });
      }
      board.changed();
    },
    noteWriteFailed: (reason) => {
      mood.notSaved = reason;
      board.changed();
    },
    status: board.status,
  };
}
