import type { PullResponse } from '@educrowd/shared/sync/protocol';
import { sleep, type EngineClock } from '../../clock.ts';
import type { SchoolConnection } from '../../network/create-network.ts';
import type { PokeListener } from '../../network/poke-stream.ts';
import { RequestError } from '../../network/request-error.ts';
import type { PeerUser, SchoolPeer } from './school-peer.ts';

/** What the line to the school does to each exchange; chances from 0 to 1. */
export interface Weather {
  isOnline: boolean;
  /** The request never arrives. */
  lostRequest: number;
  /** It arrives and takes effect, but nobody hears of it. */
  lostAnswer: number;
  /** A request arrives twice, the second time after later ones. */
  repeated: number;
  /** A page misses its end. */
  truncated: number;
  latencyMs: number;
}

export const fairWeather = (): Weather => ({
  isOnline: true,
  lostRequest: 0,
  lostAnswer: 0,
  repeated: 0,
  truncated: 0,
  latencyMs: 20,
});

export interface PeerNetworkOptions {
  readonly peer: SchoolPeer;
  readonly user: PeerUser;
  readonly weather: Weather;
  readonly clock: EngineClock;
  readonly random: () => number;
}

export interface PeerNetwork extends SchoolConnection {
  /** Names of the calls so far. */
  readonly calls: string[];
  /** Ends the open stream of pokes as a cut would. */
  readonly cutPokes: () => void;
}

const offline = (): RequestError => new RequestError({ kind: 'offline' }, 'no network');
const unanswered = (): RequestError =>
  new RequestError({ kind: 'unavailable', status: null, retryAfterMs: null }, 'no answer');

/** A connection to the peer through the weather. */
export function connectPeer({ peer, user, weather, clock, random }: PeerNetworkOptions): PeerNetwork {
  const endpoint = peer.endpoint(user);
  const calls: string[] = [];
  let listener: PokeListener | null = null;

  const pass = (signal: AbortSignal): Promise<void> =>
    sleep(clock, weather.latencyMs * (0.5 + random()), signal);

  const exchange = async <Answer>(name: string, work: () => Answer, signal: AbortSignal): Promise<Answer> => {
    calls.push(name);
    await pass(signal);
    if (signal.aborted) throw new RequestError({ kind: 'aborted' }, 'stopped');
    if (!weather.isOnline) throw offline();
    if (random() < weather.lostRequest) throw unanswered();
    // What the wire carries are copies.
    const answer = structuredClone(work());
    if (random() < weather.repeated) clock.after(weather.latencyMs * 20 * random(), () => ignoreErrors(work));
    await pass(signal);
    if (signal.aborted) throw new RequestError({ kind: 'aborted' }, 'stopped');
    if (!weather.isOnline || random() < weather.lostAnswer) throw unanswered();
    return answer;
  };

  const cut = <Page extends Pick<PullResponse, 'changes'>>(page: Page): Page =>
    random() < weather.truncated ? { ...page, changes: page.changes.slice(0, -1) } : page;

  const hear = (head: number): void => {
    clock.after(weather.latencyMs, () => {
      if (weather.isOnline) listener?.onPoke(head);
    });
  };

  return {
    calls,
    push: (request, signal) => {
      const sent = structuredClone(request);
      return exchange('push', () => endpoint.push(sent), signal);
    },
    pull: async (request, signal) => cut(await exchange('pull', () => endpoint.pull(request), signal)),
    bootstrap: async (request, signal) =>
      cut(await exchange('bootstrap', () => endpoint.bootstrap(request), signal)),
    openPokeStream: (opened) => {
      listener = opened;
      const previous = peer.onHead;
      peer.onHead = (head) => {
        previous?.(head);
        if (listener === opened) hear(head);
      };
      const cancel = clock.after(weather.latencyMs, () => {
        if (weather.isOnline) opened.onOpen();
        else {
          listener = null;
          opened.onEnd(offline());
        }
      });
      return () => {
        cancel();
        if (listener === opened) listener = null;
      };
    },
    cutPokes: () => {
      const open = listener;
      listener = null;
      open?.onEnd(unanswered());
    },
    account: () => Promise.reject(unanswered()),
    launchCampaign: () => Promise.reject(unanswered()),
    publishUpdate: () => Promise.reject(unanswered()),
    upload: () => Promise.reject(unanswered()),
    download: () => Promise.reject(unanswered()),
  };
}

function ignoreErrors(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
  }
}
