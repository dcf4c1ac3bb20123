/** What to do about each thing that can go wrong, and how long to wait before the next try. The outbox always stays. */
import { unreachable } from '@educrowd/shared/primitives/assert';
import type { SyncErrorCode } from '@educrowd/shared/sync/protocol';
import type { EngineEvent } from '../../ipc/events.ts';
import type { EngineClock } from '../clock.ts';
import { describeStorageFailure } from '../describe-failure.ts';
import { RequestError, type RequestFailure } from '../network/request-error.ts';
import { backoffMs, pollMs } from './backoff.ts';
import { beginAfterRestore, beginRebuild, leaveClient, loseEverything } from './recover.ts';
import { adopt } from './round.ts';
import type { Mood } from './status-board.ts';
import type { SyncStore } from './sync-store.ts';

export interface TroubleOptions {
  readonly store: SyncStore;
  readonly mood: Mood;
  readonly clock: EngineClock;
  readonly random: () => number;
  readonly emit: (event: EngineEvent) => void;
  readonly log: (message: string, error?: unknown) => void;
}

export interface Trouble {
  /** Settles what can be settled. `pushedThrough`: the end of the batch, if it was a push that failed. */
  readonly meet: (error: unknown, pushedThrough: number | null) => number;
  /** To be called after every success; true when something had been wrong. */
  readonly isOver: () => boolean;
  /** To be called after a publish: what was settled is settled. */
  readonly rest: () => void;
  /** Whether a batch that begins here may hold the mutation that breaks the school. */
  readonly isSuspect: (firstSeq: number) => boolean;
  /** The person or the computer has changed something: pauses begin short again. What is wrong stays so until an answer. */
  readonly forget: () => void;
}

/** After so many answers that are server errors a batch is sent one by one. */
const SUSPECT_AFTER = 3;
/** Settling should help at once; if it does not, it must not be tried without a pause. */
const MAX_QUICK_RECOVERIES = 3;
/** Waiting for a person: tried now and then all the same, since the school may change its mind. */
const HELD_MS = 10 * 60_000;

const noTrouble = {
  failure: null,
  heldFor: null,
  storageFailure: null,
} satisfies Partial<Mood>;

export function createTrouble({ store, mood, clock, random, emit, log }: TroubleOptions): Trouble {
  let failures = 0;
  let serverErrors = 0;
  let suspectThrough = 0;
  let recoveries = 0;

  const fail = (failure: Exclude<RequestFailure, { kind: 'refused' | 'aborted' }>): number => {
    failures += 1;
    const delayMs = backoffMs(failures, random, failure.kind === 'unavailable' ? failure.retryAfterMs : null);
    const now = clock.now();
    if (failure.kind === 'offline') {
      const since = mood.failure?.kind === 'offline' ? mood.failure.since : now.toISOString();
      mood.failure = { kind: 'offline', since };
    } else {
      mood.failure = { kind: 'notAnswering', nextTryAt: new Date(now.getTime() + delayMs).toISOString() };
    }
    return delayMs;
  };

  const settle = (code: SyncErrorCode): number => {
    log(`The school refused to sync: ${code}`);
    switch (code) {
      case 'SIGN_IN':
        mood.heldFor = 'signIn';
        emit({ type: 'session' });
        return HELD_MS;
      case 'FORBIDDEN':
        // The school knows who asks: signing in again would change nothing. A role may be back at any moment.
        mood.heldFor = 'role';
        for (const event of loseEverything(store, clock.now())) emit(event);
        return pollMs(random);
      case 'UPGRADE':
        mood.heldFor = 'update';
        return HELD_MS;
      case 'SEQ_GAP':
        store.transaction(() => store.position.setReconcile(true));
        break;
      case 'CLIENT_FORKED':
        leaveClient(store);
        break;
      case 'EPOCH_CHANGED':
        beginAfterRestore(store);
        break;
      case 'CURSOR_TOO_OLD':
        beginRebuild(store);
        break;
      case 'HOLDING_LOST':
        leaveHolding(store);
        break;
      default:
        return unreachable(code);
    }
    recoveries += 1;
    return recoveries > MAX_QUICK_RECOVERIES ? backoffMs(recoveries - MAX_QUICK_RECOVERIES, random) : 0;
  };

  /** Errors of this device: a full disk, a file that cannot be written, or a bug, which must not end the sync of everything else. */
  const survive = (error: unknown): number => {
    failures += 1;
    log('Sync failed on this device', error);
    mood.storageFailure = describeStorageFailure(error)?.message ?? null;
    return backoffMs(failures, random);
  };

  const answer = (error: RequestError, pushedThrough: number | null): number => {
    const { failure } = error;
    switch (failure.kind) {
      case 'aborted':
        return backoffMs(1, random);
      case 'refused':
        return settle(failure.code);
      case 'offline':
        return fail(failure);
      case 'unavailable':
        log('The school is not answering', error);
        if (pushedThrough !== null && (failure.status ?? 0) >= 500) serverErrors += 1;
        if (pushedThrough !== null && serverErrors >= SUSPECT_AFTER) suspectThrough = pushedThrough;
        return fail(failure);
      default:
        return unreachable(failure);
    }
  };

  return {
    meet: (error, pushedThrough) => {
      try {
        return error instanceof RequestError ? answer(error, pushedThrough) : survive(error);
      } catch (another) {
        return survive(another);
      }
    },
    isOver: () => {
      const wasWrong = mood.failure !== null || mood.heldFor !== null;
      failures = 0;
      serverErrors = 0;
      Object.assign(mood, noTrouble);
      return wasWrong;
    },
    isSuspect: (firstSeq) => firstSeq <= suspectThrough,
    forget: () => {
      failures = 0;
      recoveries = 0;
    },
    rest: () => {
      recoveries = 0;
    },
  };
}

/** The load under way is of something that was taken away meanwhile. */
function leaveHolding(store: SyncStore): void {
  store.transaction(() => {
    const lost = store.holdings.nextBootstrap()?.holding;
    adopt(
      store,
      store.holdings.requested().filter((holding) => holding !== lost),
    );
  });
}
