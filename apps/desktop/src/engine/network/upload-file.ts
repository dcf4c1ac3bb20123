import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { DetailedError, Upload, type HttpStack } from 'tus-js-client';
import type { EngineClock } from '../clock.ts';
import { errorOfStatus, errorOfThrown, RequestError, unavailable } from './request-error.ts';
import { bearer } from './sync-client.ts';

/** One request carries at most this much, so that a changed token or a stop takes effect within a large file. */
export const CHUNK_BYTES = 8 * 1024 * 1024;
/** An upload that moves no byte for this long is given up; the next try resumes it. */
const STALL_MS = 60_000;

export interface UploadConnection {
  readonly address: string;
  readonly readToken: () => string | null;
  readonly clock: EngineClock;
  readonly httpStack: HttpStack;
  readonly chunkBytes: number;
}

export interface UploadRequest {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly materialId: string;
  /** Where an earlier try got to, as `onUrl` said; null for the first. */
  readonly uploadUrl: string | null;
  /** The school has given the upload an address: kept, the next try goes on from there. */
  readonly onUrl: (url: string) => void;
  readonly onProgress: (sentBytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends a file to a school (tus), resuming at what the school has already got. Rejects with a `RequestError`, or with
 * what reading the file met.
 */
export async function uploadFile(connection: UploadConnection, request: UploadRequest): Promise<void> {
  await stat(request.path);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let unwatch = (): void => undefined;
  const watch = (): void => {
    unwatch();
    unwatch = connection.clock.after(STALL_MS, () => giveUp(unavailable('The upload stands still')));
  };
  const giveUp = (error: Error): void => {
    reject(error);
    void upload.abort().catch(() => undefined);
  };
  // The library's own reader listens to no error of the streams that it opens: a file that goes away meanwhile would
  // end the whole process.
  let part: ReadStream | undefined;
  const slice = (start: number, end: number) => {
    part = createReadStream(request.path, { start, end: end - 1 }).on('error', giveUp);
    return Promise.resolve({
      value: Object.assign(part, { size: end - start }),
      done: end >= request.sizeBytes,
    });
  };
  const openFile = () =>
    Promise.resolve({ size: request.sizeBytes, slice, close: () => void part?.destroy() });
  const upload = new Upload(Readable.from([]), {
    fileReader: { openFile },
    endpoint: `${connection.address}/api/files/`,
    uploadUrl: request.uploadUrl,
    uploadSize: request.sizeBytes,
    chunkSize: connection.chunkBytes,
    metadata: { sha256: request.sha256, materialId: request.materialId },
    storeFingerprintForResuming: false,
    // When to try again is decided by the caller.
    retryDelays: null,
    httpStack: connection.httpStack,
    onBeforeRequest: (sent) => {
      for (const [name, value] of Object.entries(bearer(connection.readToken))) sent.setHeader(name, value);
    },
    onUploadUrlAvailable: () => {
      if (upload.url !== null) request.onUrl(upload.url);
    },
    onProgress: (sentBytes) => {
      watch();
      request.onProgress(sentBytes);
    },
    onSuccess: () => resolve(),
    onError: (error) => reject(errorOfUpload(error)),
  });
  const onAbort = (): void => giveUp(new RequestError({ kind: 'aborted' }, 'The upload was stopped'));
  if (request.signal.aborted) onAbort();
  else {
    request.signal.addEventListener('abort', onAbort);
    watch();
    upload.start();
  }
  return promise.finally(() => {
    unwatch();
    request.signal.removeEventListener('abort', onAbort);
    part?.destroy();
  });
}

function errorOfUpload(error: Error): RequestError {
  if (!(error instanceof DetailedError)) return errorOfThrown(error);
  const response = error.originalResponse;
  if (response)
    return errorOfStatus(response.getStatus(), { get: (name) => response.getHeader(name) ?? null });
  return errorOfThrown(error.causingError ?? error);
}
