/**
 * Places of one reward are taken one after the other. Whoever waits for that waits here and holds nothing: in the
 * database, a rush on one reward would hold every connection, and keep out everybody else as well as those who have their
 * place and are to be led to the payment page.
 */
import pLimit, { type LimitFunction } from 'p-limit';
import { busy } from '../../platform/app-error.ts';

/** One takes its place, and the next one is at the door. */
const AT_ONCE = 2;
/** Whoever's turn comes later than that has hardly stayed: they are told to come again, and hold no place. */
const LONGEST_WAIT_MS = 20_000;

export interface PlaceQueue {
  /** Runs the work when it is its turn among those for the same places. Throws `busy` if that took too long. */
  inTurn<T>(places: string, work: () => Promise<T>): Promise<T>;
}

export function createPlaceQueue(): PlaceQueue {
  const queues = new Map<string, { readonly limit: LimitFunction; users: number }>();
  return {
    async inTurn(places, work) {
      const queue = queues.get(places) ?? { limit: pLimit(AT_ONCE), users: 0 };
      queues.set(places, queue);
      queue.users++;
      const until = performance.now() + LONGEST_WAIT_MS;
      try {
        return await queue.limit(() => {
          if (performance.now() > until) throw busy();
          return work();
        });
      } finally {
        if (--queue.users === 0) queues.delete(places);
      }
    },
  };
}
