/** Time as the engine sees it: the simulator hands in a virtual one, so nothing here may be bypassed. */
export interface EngineClock {
  readonly now: () => Date;
  /** Calls `run` once, `delayMs` from now at the earliest; the answer takes it back. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

export const systemClock: EngineClock = {
  now: () => new Date(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs`, or at once when `signal` aborts: the caller looks at the signal. */
export function sleep(clock: EngineClock, delayMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(delayMs, finish);
    signal.addEventListener('abort', finish);
  });
}
