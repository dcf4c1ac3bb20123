/** Times of things that are done again and again, in milliseconds. */
export type Times = readonly number[];

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Alternating, so that whatever else the machine does hits both. What comes first warms up and does not count. */
export async function alternate(
  rounds: number,
  [first, second]: readonly [() => Promise<unknown>, () => Promise<unknown>],
): Promise<readonly [Times, Times]> {
  const warmUp = Math.ceil(rounds / 10);
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds + warmUp; round++) {
    const pair = [await timed(first), await timed(second)] as const;
    if (round >= warmUp) for (const [index, each] of pair.entries()) times[index]?.push(each);
  }
  return times;
}

/** `share` 0.5: the median. */
export function percentile(times: Times, share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const median = (times: Times): number => percentile(times, 0.5);

export const rounded = (value: number): number => Math.round(value * 1000) / 1000;
