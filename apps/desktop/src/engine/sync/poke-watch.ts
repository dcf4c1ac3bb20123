/** Keeps a stream of pokes open. A poke only hints that there is something to ask for: losing some costs time alone. */
import type { Holding } from '@educrowd/shared/sync/scope';
import type { EngineClock } from '../clock.ts';
import type { SchoolConnection } from '../network/create-network.ts';
import { backoffMs } from './backoff.ts';

export interface PokeWatchOptions {
  readonly school: Pick<SchoolConnection, 'openPokeStream'>;
  readonly clock: EngineClock;
  readonly random: () => number;
  /** The school can be reached; what happened before may have been missed. */
  readonly onOpen: () => void;
  readonly onPoke: (head: number) => void;
}

export interface PokeWatch {
  /** Opens the stream for these holdings, or leaves the one that is open for them. */
  readonly watch: (holdings: readonly Holding[]) => void;
  readonly close: () => void;
}

export function createPokeWatch(options: PokeWatchOptions): PokeWatch {
  const { clock, random, school } = options;
  let watched: string | null = null;
  let failures = 0;
  let closeStream = (): void => undefined;
  let cancelRetry = (): void => undefined;

  const open = (holdings: readonly Holding[]): void => {
    closeStream = school.openPokeStream({
      holdings,
      onOpen: () => {
        failures = 0;
        options.onOpen();
      },
      onPoke: options.onPoke,
      onEnd: () => {
        failures += 1;
        cancelRetry = clock.after(backoffMs(failures, random), () => open(holdings));
      },
    });
  };

  const close = (): void => {
    watched = null;
    failures = 0;
    cancelRetry();
    closeStream();
  };

  return {
    watch: (holdings) => {
      const wanted = holdings.join(' ');
      if (wanted === watched) return;
      close();
      watched = wanted;
      if (holdings.length > 0) open(holdings);
    },
    close,
  };
}
