/** Order among siblings: a fractional key, compared byte by byte (`COLLATE "C"`), ties broken by id. */
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

export interface Ordered {
  readonly id: string;
  readonly position: string;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const compareSiblings = (a: Ordered, b: Ordered): number =>
  compareText(a.position, b.position) || compareText(a.id, b.id);

/**
 * A key between two neighbours (null: the edge). Two devices may have made equal neighbours while apart; there is
 * nothing between equal keys, so the new key goes right after them and the id settles the tie.
 */
export function positionBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) return generateKeyBetween(before, null);
  return generateKeyBetween(before, after);
}

/** Whether a key can have neighbours: one that cannot would keep everybody from inserting beside it. */
export function isPosition(key: string): boolean {
  try {
    return generateKeyBetween(key, null) > key;
  } catch {
    return false;
  }
}

/** `count` ascending keys for siblings that are created together. */
export const firstPositions = (count: number): string[] => generateNKeysBetween(null, null, count);
