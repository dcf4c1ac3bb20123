/**
 * Those who pledge to one campaign at once wait for each other: for its places, and for the job that adds them up. They
 * do it here, where they hold nothing. In the database, a rush would hold every connection, and keep out everybody else
 * as well as those who have pledged and are to be led to the payment page.
 */
import pLimit, { type LimitFunction } from 'p-limit';
import { busy } from '../../platform/app-error.ts';

const AT_ONCE = 4;
const MOST_WAITING = 1_000;
const LONGEST_WAIT_MS = 20_000;

interface Queue {
  readonly limit: LimitFunction;
  users: number;
}

export interface Waiter {
  /** What the queue is for: whoever has the same waits in the same one. */
  readonly key: string;
  /** Aborted when nobody is there any more to hear the answer. */
  readonly signal: AbortSignal;
}

export interface PledgeQueue {
  /**
   * Runs the work at its turn. Throws `busy`, and begins nothing, where too many wait, where the turn does not come in
   * time, and for whoever has left.
   */
  inTurn<T>(waiter: Waiter, work: () => Promise<T>): Promise<T>;
}

export function createPledgeQueue(): PledgeQueue {
  const queues = new Map<string, Queue>();
  return {
    async inTurn({ key, signal }, work) {
      const queue = queues.get(key) ?? { limit: pLimit(AT_ONCE), users: 0 };
      if (signal.aborted || queue.limit.pendingCount >= MOST_WAITING) throw busy();
      queues.set(key, queue);
      queue.users++;

      const left = Promise.withResolvers<never>();
      let hasLeft = false;
      const leave = (): void => {
        hasLeft = true;
        left.reject(busy());
      };
      const patience = setTimeout(leave, LONGEST_WAIT_MS);
      signal.addEventListener('abort', leave);
      const turn = queue.limit(() => {
        clearTimeout(patience);
        signal.removeEventListener('abort', leave);
        if (hasLeft) throw busy();
        return work();
      });
      // Whoever has left still stands in the queue until their turn: it goes with the last of them, and not before.
      const end = (): void => {
        if (--queue.users === 0) queues.delete(key);
      };
      turn.then(end, end);
      return Promise.race([turn, left.promise]);
    },
  };
}
