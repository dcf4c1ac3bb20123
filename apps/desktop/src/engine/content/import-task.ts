import { setImmediate as nextTurn } from 'node:timers/promises';

import { importRefusal } from './import-error.ts';
import type { CourseBudget, ImportLimits } from './import-limits.ts';
import type { ImportProgress } from './imported-course.ts';

/** One running import: its bounds, its cancellation and its progress. */
export interface ImportTask {
  readonly limits: ImportLimits;
  readonly signal: AbortSignal;
  /**
   * Tells progress, throws `ImportError` `cancelled` when the signal is aborted, and lets other work of the process run
   * when this import has held it for a while. Called in every loop over the course.
   */
  step(progress: ImportProgress): Promise<void>;
  /** Counts towards what a whole course may hold; throws `ImportError` `too-large` beyond it. */
  spend(what: keyof CourseBudget, amount: number): void;
}

/** The engine answers keystrokes in the same process. */
const HOLD_MS = 12;
/** Often enough to look alive, seldom enough to cost nothing. */
const PROGRESS_MS = 50;

export function createImportTask(options: {
  limits: ImportLimits;
  signal: AbortSignal;
  onProgress?: (progress: ImportProgress) => void;
}): ImportTask {
  const { limits, signal, onProgress } = options;
  let lastPause = performance.now();
  let lastTold = Number.NEGATIVE_INFINITY;
  let lastPhase: string | null = null;
  const spent: CourseBudget = { textBytes: 0, tags: 0, elements: 0, nodes: 0, items: 0 };

  return {
    limits,
    signal,
    async step(progress) {
      const now = performance.now();
      if (progress.phase !== lastPhase || progress.done === progress.total || now - lastTold >= PROGRESS_MS) {
        lastTold = now;
        lastPhase = progress.phase;
        onProgress?.(progress);
      }
      if (now - lastPause >= HOLD_MS) {
        await nextTurn();
        lastPause = performance.now();
      }
      throwIfCancelled(signal);
    },
    spend(what, amount) {
      spent[what] += amount;
      if (spent[what] <= limits.budget[what]) return;
      throw importRefusal(
        {
          code: 'too-large',
          details: {
            what,
            limit: limits.budget[what],
          },
        },
        'importErrors.tooMuchText',
      );
    },
  };
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw importRefusal({ code: 'cancelled' }, 'importErrors.cancelled');
}
