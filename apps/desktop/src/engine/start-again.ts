/** Keeps an engine's process running: a new one, ever later, when one has died. Whoever starts engines uses it. */
import { UNABLE_EXIT_CODE } from '../ipc/channel.ts';

export interface EngineEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** One process that runs the engine, from its start to its end. */
export interface EngineRun {
  /** Resolves when the engine can be called; rejects when it ends before that. */
  readonly ready: Promise<void>;
  readonly ended: Promise<EngineEnd>;
  /** What is under way is finished. Bounded. */
  stop(): Promise<void>;
}

export interface RunningEngine<Run extends EngineRun> {
  /** The process of this moment, ready or not. */
  current(): Run;
  /** Waits for an engine that can be called. Rejects when the engine cannot work at all; it has logged why. */
  up(): Promise<Run>;
  stop(): Promise<void>;
}

export interface StartAgainOptions<Run extends EngineRun> {
  readonly start: () => Run;
  readonly log: (line: string) => void;
  /** Told of every engine that can be called. */
  readonly onUp?: (run: Run) => void;
  /** Told of every end. `forGood`: no other engine follows. */
  readonly onEnd: (forGood: boolean) => void;
}

const FIRST_RESTART_MS = 200;
const LONGEST_RESTART_MS = 10_000;
/** An engine that ran this long was well: the next restart comes at once again. */
const WELL_AFTER_MS = 30_000;

export function startAgain<Run extends EngineRun>(options: StartAgainOptions<Run>): RunningEngine<Run> {
  let isStopping = false;
  let restartMs = FIRST_RESTART_MS;
  let restartTimer: NodeJS.Timeout | undefined;
  let up = Promise.withResolvers<Run>();
  let current = startOne();

  function startOne(): Run {
    const startedAt = performance.now();
    let wasUp = false;
    const run = options.start();
    run.ready.then(
      () => {
        wasUp = true;
        up.resolve(run);
        options.onUp?.(run);
      },
      () => undefined,
    );
    void run.ended.then(({ code, signal }) => {
      // Whoever waits for an engine that never came up waits for the next one.
      if (wasUp) up = Promise.withResolvers();
      const isForGood = isStopping || code === UNABLE_EXIT_CODE;
      options.onEnd(isForGood);
      if (isForGood) {
        up.promise.catch(() => undefined);
        up.reject(new Error('the engine has ended for good'));
        return;
      }
      if (performance.now() - startedAt > WELL_AFTER_MS) restartMs = FIRST_RESTART_MS;
      options.log(`The engine ended (${signal ?? code}); it starts again in ${restartMs} ms.`);
      restartTimer = setTimeout(() => {
        current = startOne();
      }, restartMs);
      restartMs = Math.min(restartMs * 2, LONGEST_RESTART_MS);
    });
    return run;
  }

  return {
    current: () => current,
    up: () => up.promise,
    async stop() {
      isStopping = true;
      clearTimeout(restartTimer);
      await current.stop();
    },
  };
}
