import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import type { Response } from 'undici';
import type { Fetch } from './fetch.ts';
import { errorOfStatus, errorOfThrown, unavailable } from './request-error.ts';
import { bearer } from './sync-client.ts';

export interface DownloadRequest {
  readonly materialId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Where the bytes gather; what an earlier try left there is gone on from. */
  readonly partPath: string;
  readonly onProgress: (receivedBytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Fetches the bytes of a material into `partPath`, durable and with the right hash when it resolves; moving the file
 * to its place is the caller's. Rejects with a `RequestError`; bytes with another hash are deleted.
 */
export async function downloadFile(
  connection: { readonly address: string; readonly fetch: Fetch; readonly readToken: () => string | null },
  request: DownloadRequest,
): Promise<void> {
  try {
    await fetchRest(connection, request);
    if ((await hashOf(request.partPath)) === request.sha256) return;
    await rm(request.partPath, { force: true });
  } catch (error) {
    throw errorOfThrown(error);
  }
  throw unavailable(`The bytes of material ${request.materialId} are not what its row says`);
}

async function fetchRest(
  { address, fetch, readToken }: Parameters<typeof downloadFile>[0],
  request: DownloadRequest,
): Promise<void> {
  const have = await sizeOf(request.partPath);
  // An empty file has no part before it was asked for.
  if (have === request.sizeBytes && have > 0) return flush(request.partPath);
  const start = have < request.sizeBytes ? have : 0;
  const response = await fetch(`${address}/api/v1/materials/${request.materialId}/content`, {
    // Compressed bytes could not be resumed at a place in the file.
    headers: {
      ...bearer(readToken),
      'accept-encoding': 'identity',
      ...(start > 0 ? { range: `bytes=${start}-` } : {}),
    },
    signal: request.signal,
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw errorOfStatus(response.status, response.headers);
  }
  const resumed = start > 0 && startOfRange(response) === start;
  if (response.status === 206 && !resumed) {
    await response.body?.cancel();
    throw unavailable('The school sent another part of the file than was asked for');
  }
  const file = await open(request.partPath, resumed ? 'r+' : 'w', 0o600);
  try {
    await writeBody(file, response, { ...request, start: resumed ? start : 0 });
    await file.sync();
  } finally {
    await file.close();
  }
}

/** All of it had arrived when the line broke, but perhaps not on the disk. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeBody(
  file: FileHandle,
  response: Response,
  { start, sizeBytes, onProgress }: DownloadRequest & { readonly start: number },
): Promise<void> {
  let at = start;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    if (at + bytes.length > sizeBytes) throw unavailable('The file is longer than its row says');
    await file.write(bytes, 0, bytes.length, at);
    at += bytes.length;
    onProgress(at);
  }
  if (at < sizeBytes) throw unavailable('The file ended early');
}

/** First byte of a partial answer, or null. */
function startOfRange(response: Response): number | null {
  const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  return response.status === 206 && start !== undefined ? Number(start) : null;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const bytes: ReadStream = createReadStream(path);
  for await (const chunk of bytes) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
