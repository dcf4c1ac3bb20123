/** A line between one device and its school that does what lines do. Requests that were given up may arrive later. */
import type { BootstrapResponse, PullResponse } from '@educrowd/shared/sync/protocol';
import { isHeld, type Scope } from '@educrowd/shared/sync/scope';
import type { SchoolConnection } from '../../../apps/desktop/src/engine/network/create-network.ts';
import type { EngineClock } from '../../../apps/desktop/src/engine/clock.ts';
import { CommandRefused } from '../../../apps/desktop/src/engine/network/school-commands.ts';
import { RequestError, unavailable } from '../../../apps/desktop/src/engine/network/request-error.ts';
import type { PokeListener } from '../../../apps/desktop/src/engine/network/poke-stream.ts';
import type { Random } from '../../support/random.ts';
import { Refused } from '../school/school-batch.ts';
import type { School } from '../school/school.ts';
import type { Timeline } from '../timeline.ts';
import { createFileLine } from './file-line.ts';

/** Chances from 0 to 1. */
export interface Weather {
  isOnline: boolean;
  isSignedIn: boolean;
  /** The request never arrives. */
  lostRequest: number;
  /** It takes effect, and nobody hears of it. */
  lostAnswer: number;
  /** It was given up, and takes effect long after. */
  late: number;
  /** It arrives a second time, after others. */
  repeated: number;
  /** The answer misses its end. */
  cut: number;
  /** A bit of a file is turned over on its way. */
  damaged: number;
  latencyMs: number;
}

export const fairWeather = (): Weather => ({
  isOnline: true,
  isSignedIn: true,
  lostRequest: 0,
  lostAnswer: 0,
  late: 0,
  repeated: 0,
  cut: 0,
  damaged: 0,
  latencyMs: 20,
});

export interface LineOptions {
  readonly name: string;
  readonly say: (line: string) => void;
  readonly school: School;
  readonly userId: string;
  readonly weather: Weather;
  readonly timeline: Timeline;
  readonly clock: EngineClock;
  readonly random: Random;
  /** False once the device has lost its power: nothing that it does afterwards gets out. */
  readonly isAlive: () => boolean;
  readonly onProblem: (problem: string) => void;
}

export interface Line extends SchoolConnection {
  readonly cutPokes: () => void;
}

const never = <T>(): Promise<T> => new Promise(() => undefined);
const offline = (): RequestError => new RequestError({ kind: 'offline' }, 'no network');

export function createLine(options: LineOptions): Line {
  const { school, userId, weather, timeline, random, isAlive } = options;
  let listener: PokeListener | null = null;
  const chance = (of: number): boolean => random.next() < of;
  const pass = (): Promise<void> => timeline.pause(weather.latencyMs * (0.5 + random.next()));

  const reach = async <Answer>(work: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> => {
    // The last words of a device whose power is gone.
    if (!isAlive()) return never();
    await pass();
    if (signal.aborted || !isAlive()) return never();
    if (!weather.isOnline) throw offline();
    if (!weather.isSignedIn) throw new RequestError({ kind: 'refused', code: 'SIGN_IN' }, 'signed out');
    if (chance(weather.lostRequest)) throw unavailable('lost on the way there');
    if (chance(weather.late)) {
      timeline.after(weather.latencyMs * 30 * random.next(), () => ignoreFailure(work));
      throw unavailable('given up');
    }
    if (chance(weather.repeated))
      timeline.after(weather.latencyMs * 20 * random.next(), () => ignoreFailure(work));
    const answer = await heard(work);
    await pass();
    if (!isAlive()) return never();
    if (signal.aborted) throw new RequestError({ kind: 'aborted' }, 'stopped');
    if (!weather.isOnline || chance(weather.lostAnswer)) throw unavailable('lost on the way back');
    return answer;
  };

  const reachPage = async <Page extends PullResponse | BootstrapResponse>(
    work: () => Promise<Page>,
    signal: AbortSignal,
  ): Promise<Page> => {
    const page = await reach(async () => {
      const granted = school.holdings(userId, true);
      const hear = (): void => void granted.push(...school.holdings(userId, true));
      const stopHearing = school.onGrants(hear);
      const answer = await work().finally(stopHearing);
      hear();
      for (const { scope } of answer.changes)
        if (!isHeld(granted, scope as Scope))
          options.onProblem(`something in ${scope} was sent to ${userId}`);
      return answer;
    }, signal);
    return chance(weather.cut) ? { ...page, changes: page.changes.slice(0, -1) } : page;
  };

  const stopListening = school.onHead((head) => {
    timeline.after(weather.latencyMs, () => {
      if (isAlive() && weather.isOnline) listener?.onPoke(head);
      if (!isAlive()) stopListening();
    });
  });
  const refuse = (): Promise<never> => Promise.reject(unavailable('not in the simulator'));

  const told = async <Answer>(what: string, answer: Promise<Answer>): Promise<Answer> => {
    try {
      const heard = await answer;
      options.say(`  ${options.name} ${what} → ${brief(heard)}`);
      return heard;
    } catch (error) {
      options.say(
        `  ${options.name} ${what} → ${error instanceof RequestError ? error.message : String(error)}`,
      );
      throw error;
    }
  };

  return {
    push: (request, signal) => {
      const sent = structuredClone(request);
      return told(
        `push ${brief(sent.mutations)}`,
        reach(() => school.push(userId, sent), signal),
      );
    },
    pull: (request, signal) =>
      told(
        `pull ${request.cursor}`,
        reachPage(() => school.pull(userId, request), signal),
      ),
    bootstrap: (request, signal) =>
      told(
        `bootstrap ${request.holding}`,
        reachPage(() => school.bootstrap(userId, request), signal),
      ),
    openPokeStream: (opened) => {
      listener = opened;
      const cancel = timeline.after(weather.latencyMs, () => {
        if (!isAlive() || listener !== opened) return;
        if (weather.isOnline) return opened.onOpen();
        listener = null;
        opened.onEnd(offline());
      });
      return () => {
        cancel();
        if (listener === opened) listener = null;
      };
    },
    cutPokes: () => {
      const opened = listener;
      listener = null;
      opened?.onEnd(unavailable('cut'));
    },
    account: refuse,
    launchCampaign: (args, signal) =>
      told(
        `launch ${args.id}`,
        reach(() => school.launch(userId, args), signal),
      ),
    publishUpdate: (args, signal) =>
      told(
        `publish ${args.id}`,
        reach(() => school.publishUpdate(userId, args), signal),
      ),
    ...createFileLine(options, reach),
  };
}

/** What the school says no with, in the words of the engine. */
async function heard<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refused ? new CommandRefused(error.message, error) : error;
  }
}

const brief = (value: unknown): string => (JSON.stringify(value) ?? 'done').slice(0, 600);

/** Nobody hears of what becomes of it. */
function ignoreFailure(work: () => Promise<unknown>): void {
  work().catch((error: unknown) => {
    if (!(error instanceof RequestError || error instanceof Refused)) throw error;
  });
}
