/** People at work on one device: a stream of edits of all kinds, chosen by a seed, across crashes of the engine. */
import { createEditLedger, type EditLedger } from './edit-ledger.ts';
import { createEditWriter, type EditWriter } from './edit-writer.ts';
import type { Device } from './engine-driver.ts';
import { createRandom, type Random } from './random.ts';
import { pause } from './waits.ts';

export interface EditLoad {
  readonly ledger: EditLedger;
  /** Edits that were sent to the engine and not answered yet. */
  readonly inFlight: () => number;
  /** Resolves when every writer has finished what they were doing. Rejects with what the engine refused. */
  stop(): Promise<void>;
}

export interface EditLoadOptions {
  readonly device: Device;
  readonly seed: number;
  /** Marks what this device writes; unique among all. */
  readonly mark: string;
  readonly courseId: string;
  /** Texts that the writers share. */
  readonly documentIds: readonly string[];
  readonly writers: number;
  /** Longest rest of a writer between two edits. */
  readonly restMs: number;
  /** Asked before every edit: the writers rest while there is enough. */
  readonly mayGoOn?: () => boolean;
}

const WAIT_MS = 10;

export function startEditLoad(options: EditLoadOptions): EditLoad {
  const { device, mark, seed, restMs } = options;
  const ledger = createEditLedger();
  const stopped = new AbortController();
  let inFlight = 0;

  const work = async (writer: EditWriter, random: Random): Promise<void> => {
    let isReady = false;
    while (!stopped.signal.aborted) {
      await pause(random.between(0, restMs));
      if (!device.isUp()) await pause(WAIT_MS);
      else if (!isReady) isReady = await writer.prepare();
      else if (options.mayGoOn?.() !== false) await writer.editSomething();
    }
    writer.close();
  };

  const working = Array.from({ length: options.writers }, (_, index) => {
    const random = createRandom(seed + index * 7919);
    const onCall = (change: 1 | -1): void => {
      inFlight += change;
    };
    return work(createEditWriter({ ...options, ledger, random, mark: `${mark}${index}`, onCall }), random);
  });
  const allEnded = Promise.all(working);
  // Whoever stops the load hears of it.
  allEnded.catch(() => undefined);

  return {
    ledger,
    inFlight: () => inFlight,
    stop: async () => {
      stopped.abort();
      await allEnded;
    },
  };
}
