/**
 * How long a school remembers what is gone. A device learns of a deletion from its tombstone; one that was away for
 * longer than tombstones live cannot be told any more and loads everything anew.
 */
import type { PullRequest } from './protocol.ts';

const DAY_MS = 86_400_000;

/** What lies in Trash for longer is purged. */
export const TRASH_DAYS = 30;
export const TRASH_MS = TRASH_DAYS * DAY_MS;
/** Tombstones that are older are collected. */
export const TOMBSTONE_MS = 180 * DAY_MS;

/**
 * `floor`: version of the newest tombstone that was collected. Only a device that had published it may go on, or one that
 * has nothing yet which could have gone. A cursor of 0 does not say that: the school may have been empty then.
 */
export const isCursorTooOld = (
  { cursor, holdings }: Pick<PullRequest, 'cursor' | 'holdings'>,
  floor: number,
): boolean => holdings.length > 0 && cursor < floor;
