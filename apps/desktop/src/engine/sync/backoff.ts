/** How long to wait before the next try: doubled each time, spread so that devices do not come back all at once. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * `failures`: how many there were in a row, from 1 on. `random` gives numbers from 0 to below 1. What the school asked
 * for (`retryAfterMs`) is kept to, and spread upwards.
 */
export function backoffMs(
  failures: number,
  random: () => number,
  retryAfterMs: number | null = null,
): number {
  const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  const delayMs = bound / 2 + (random() * bound) / 2;
  return retryAfterMs === null ? delayMs : Math.max(delayMs, retryAfterMs + (random() * bound) / 2);
}

/** How long to wait before looking for changes although nothing told that there are any. */
export const pollMs = (random: () => number): number => 30_000 + random() * 30_000;
