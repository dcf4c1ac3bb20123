import type { Random } from '../support/random.ts';

/** One kill: what, after how much work, and how the moment is chosen within it. */
export interface Kill {
  readonly target: 'engine' | 'server' | 'database';
  /** Of two devices, for engines. */
  readonly device: 0 | 1;
  /** For servers, where there are several. */
  readonly server: number;
  /** Acknowledged edits since the kill before. */
  readonly afterEdits: number;
  /** A while longer, so that it can hit anything. */
  readonly afterMs: number;
  /** How long it stays away. */
  readonly downMs: number;
}

/** The same plan for the same seed; only the processes themselves run as they like. */
export function planKills(random: Random, counts: Readonly<Record<Kill['target'], number>>): Kill[] {
  const targets = random.shuffle(
    (['engine', 'server', 'database'] as const).flatMap((target) =>
      Array.from({ length: counts[target] }, () => target),
    ),
  );
  return targets.map((target) => ({
    target,
    device: random.between(0, 1) === 0 ? 0 : 1,
    server: random.between(0, 99),
    afterEdits: random.between(3, 40),
    afterMs: random.between(0, 40),
    downMs: target === 'server' ? random.between(0, 600) : random.between(0, 60),
  }));
}
