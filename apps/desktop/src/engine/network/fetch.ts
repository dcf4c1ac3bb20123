import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { Agent, Headers, fetch as undiciFetch, type RequestInit, type Response } from 'undici';
import { isLocalhostName } from './school-address.ts';

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

export interface HttpClient {
  /** Fails when the school is silent for `SILENCE_MS`, however long the whole answer takes. Undoes compression. */
  readonly fetch: Fetch;
  /** For streams in which nothing may come for a long time. */
  readonly fetchStream: Fetch;
  /** Ends open requests. */
  readonly close: () => Promise<void>;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

export function createHttpClient(): HttpClient {
  const connect = { lookup: resolveHost, timeout: CONNECT_MS };
  const agent = new Agent({ connect, headersTimeout: SILENCE_MS, bodyTimeout: SILENCE_MS, allowH2: false });
  const streams = new Agent({ connect, headersTimeout: SILENCE_MS, bodyTimeout: 0, allowH2: false });
  const through =
    (dispatcher: Agent): Fetch =>
    (url, init) => {
      const headers = new Headers(init?.headers);
      if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'zstd, gzip');
      return undiciFetch(url, { ...init, dispatcher, headers });
    };
  return {
    fetch: through(agent),
    fetchStream: through(streams),
    close: async () => {
      await Promise.all([agent.destroy(), streams.destroy()]);
    },
  };
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** `dns.lookup`, with every name under `localhost` on this computer. */
export function resolveHost(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  if (!isLocalhostName(hostname)) return systemLookup(hostname, options, callback);
  const address: LookupAddress = { address: '127.0.0.1', family: 4 };
  if (options.all) callback(null, [address]);
  else callback(null, address.address, address.family);
}
