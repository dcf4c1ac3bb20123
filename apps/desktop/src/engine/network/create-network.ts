import { DefaultHttpStack } from 'tus-js-client';
import type { EngineClock } from '../clock.ts';
import { fetchAccount, type SchoolAccount } from './account.ts';
import { signInWithDevice, type DeviceCode, type SignedIn } from './device-sign-in.ts';
import { downloadFile, type DownloadRequest } from './download-file.ts';
import { createHttpClient, resolveHost } from './fetch.ts';
import { openPokeStream, type PokeListener } from './poke-stream.ts';
import { createSchoolCommands, type SchoolCommands } from './school-commands.ts';
import { createSyncClient, type SyncClient } from './sync-client.ts';
import { CHUNK_BYTES, uploadFile, type UploadRequest } from './upload-file.ts';

/** One school as one account reaches it. The simulator hands in its own. Calls reject with a `RequestError`. */
export interface SchoolConnection extends SyncClient, SchoolCommands {
  /** Who the sign-in belongs to and what they may do. */
  readonly account: () => Promise<SchoolAccount>;
  readonly openPokeStream: (listener: PokeListener) => () => void;
  readonly upload: (request: UploadRequest) => Promise<void>;
  readonly download: (request: DownloadRequest) => Promise<void>;
}

/** The way out of this computer. */
export interface Network {
  /** `address` is an origin, `readToken` is asked before every request. Connects to nothing by itself. */
  readonly connect: (school: { address: string; readToken: () => string | null }) => SchoolConnection;
  /** Rejects with a `SignInError`. */
  readonly signIn: (options: {
    address: string;
    signal: AbortSignal;
    onCode: (code: DeviceCode) => void;
  }) => Promise<SignedIn>;
  /** Ends what is under way. */
  readonly close: () => Promise<void>;
}

export function createNetwork({ clock }: { readonly clock: EngineClock }): Network {
  const http = createHttpClient();
  const httpStack = new DefaultHttpStack({ lookup: resolveHost });
  return {
    connect: (school) => {
      const calls = { ...school, fetch: http.fetch };
      return {
        ...createSyncClient(calls),
        ...createSchoolCommands(calls),
        account: () => fetchAccount({ ...calls, token: school.readToken() ?? '' }),
        openPokeStream: (listener) => openPokeStream({ ...school, fetch: http.fetchStream }, listener),
        upload: (request) => uploadFile({ ...school, clock, httpStack, chunkBytes: CHUNK_BYTES }, request),
        download: (request) => downloadFile(calls, request),
      };
    },
    signIn: (options) => signInWithDevice({ ...options, fetch: http.fetch, clock }),
    close: http.close,
  };
}
