import type { EngineClock } from '../clock.ts';

/** Why a wait ended. `slept`: the computer was asleep meanwhile, so that nothing that stood before can be relied on. */
export type WakeReason = 'elapsed' | 'woken' | 'slept';

export interface WakeTimer {
  /** One wait at a time. A wake that came since the last wait ends it at once. */
  readonly wait: (delayMs: number) => Promise<WakeReason>;
  readonly wake: () => void;
}

/** Timers stand still while the computer sleeps, so a long wait is made of short ones that look at the clock. */
const SLICE_MS = 10_000;
const SLEPT_MS = 15_000;

export function createWakeTimer(clock: EngineClock): WakeTimer {
  let isWoken = false;
  let interrupt: (() => void) | null = null;

  const waitSlice = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(delayMs, () => interrupt?.());
      interrupt = () => {
        cancel();
        interrupt = null;
        resolve();
      };
    });

  return {
    wait: async (delayMs) => {
      const end = clock.now().getTime() + delayMs;
      for (;;) {
        const before = clock.now().getTime();
        const slice = Math.min(SLICE_MS, end - before);
        if (!isWoken && slice > 0) await waitSlice(slice);
        if (isWoken) {
          isWoken = false;
          return 'woken';
        }
        const now = clock.now().getTime();
        if (now - before > slice + SLEPT_MS) return 'slept';
        if (now >= end) return 'elapsed';
      }
    },
    wake: () => {
      isWoken = true;
      interrupt?.();
    },
  };
}
