/** Time that passes only when told to. */
export interface Timeline {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly pause: (delayMs: number) => Promise<void>;
  /** Runs what is due within the next `ms`, in order, and everything that follows from it. */
  readonly advance: (ms: number) => Promise<void>;
  /** All computers sleep: clocks go on, timers do not. */
  readonly sleep: (ms: number) => void;
}

interface Due {
  readonly at: number;
  readonly number: number;
  readonly run: () => void;
}

/** Promises that are settled run on before time does: nothing in a simulation waits for anything outside it. */
const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

export function createTimeline(start: number): Timeline {
  let now = 0;
  let offset = start;
  let count = 0;
  /** Latest first. */
  const due: Due[] = [];
  const isLater = (a: Due, b: Due): boolean => a.at > b.at || (a.at === b.at && a.number > b.number);
  const after = (delayMs: number, run: () => void): (() => void) => {
    const entry: Due = { at: now + Math.max(0, delayMs), number: ++count, run };
    let low = 0;
    let high = due.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isLater(due[middle] as Due, entry)) low = middle + 1;
      else high = middle;
    }
    due.splice(low, 0, entry);
    return () => {
      const at = due.indexOf(entry);
      if (at >= 0) due.splice(at, 1);
    };
  };
  return {
    now: () => now + offset,
    after,
    pause: (delayMs) =>
      new Promise((resolve) => {
        after(delayMs, resolve);
      }),
    advance: async (ms) => {
      const end = now + ms;
      await settle();
      for (let next = due.at(-1); next && next.at <= end; next = due.at(-1)) {
        due.pop();
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
    },
    sleep: (ms) => {
      offset += ms;
    },
  };
}
