import type { EngineClock } from '../../clock.ts';

export interface VirtualClock extends EngineClock {
  /** Runs what is due within the next `ms`, in order, and everything that follows from it. */
  readonly advance: (ms: number) => Promise<void>;
  /** The clock of the computer jumps while its timers stand still. */
  readonly sleep: (ms: number) => void;
}

/** Time that passes only when told to. */
export function createVirtualClock(start = Date.UTC(2026, 0, 5)): VirtualClock {
  let elapsedMs = 0;
  let sleptMs = 0;
  let count = 0;
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();

  /** Promises that are settled run on before time does. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  };

  return {
    now: () => new Date(start + elapsedMs + sleptMs),
    after: (delayMs, run) => {
      const number = ++count;
      timers.set(number, { at: elapsedMs + Math.max(0, delayMs), run });
      return () => void timers.delete(number);
    },
    advance: async (ms) => {
      const end = elapsedMs + ms;
      for (;;) {
        await settle();
        const [next] = [...timers]
          .filter(([, timer]) => timer.at <= end)
          .toSorted(([m, a], [n, b]) => a.at - b.at || m - n);
        if (!next) break;
        const [number, timer] = next;
        timers.delete(number);
        elapsedMs = Math.max(elapsedMs, timer.at);
        timer.run();
      }
      elapsedMs = end;
    },
    sleep: (ms) => {
      sleptMs += ms;
    },
  };
}
