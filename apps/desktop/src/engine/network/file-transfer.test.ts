import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { createNetwork, type Network, type SchoolConnection } from './create-network.ts';
import { RequestError, type RequestFailure } from './request-error.ts';
import { startHttpPeer, type HttpPeer } from './testing/http-peer.ts';
import { createTusPeer } from './testing/tus-peer.ts';

const bytes = randomBytes(3_000_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const never = new AbortController().signal;

let folder = '';
let network: Network;
let peer: HttpPeer | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  network = createNetwork({ clock: systemClock });
});
afterEach(async () => {
  await network.close();
  await peer?.close();
  peer = undefined;
  rmSync(folder, { recursive: true });
});

async function schoolOf(listener: RequestListener): Promise<SchoolConnection> {
  peer = await startHttpPeer(listener);
  return network.connect({ address: `http://school.localhost:${peer.port}`, readToken: () => 'tok' });
}

async function failureOf(call: Promise<unknown>): Promise<RequestFailure> {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RequestError);
  return (error as RequestError).failure;
}

describe('upload', () => {
  it('sends the file with its metadata, and after a cut goes on where the school has got to', async () => {
    const tus = createTusPeer();
    tus.cutAfter = 1_000_000;
    const school = await schoolOf(tus.listener);
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    const urls: string[] = [];
    const progress: number[] = [];
    const request = {
      path,
      sizeBytes: bytes.length,
      sha256,
      materialId: 'm',
      onUrl: (url: string) => urls.push(url),
      onProgress: (sent: number) => progress.push(sent),
      signal: never,
    };
    expect((await failureOf(school.upload({ ...request, uploadUrl: null }))).kind).toBe('unavailable');
    const url = urls.at(-1) ?? null;
    expect(url).toContain('/api/files/one');
    await school.upload({ ...request, uploadUrl: url });
    expect(tus.received().equals(bytes)).toBe(true);
    expect(tus.metadata()).toEqual({ sha256, materialId: 'm' });
    expect(tus.requests.map((each) => each.split(' ')[0])).toEqual(['POST', 'PATCH', 'HEAD', 'PATCH']);
    expect(tus.requests.every((each) => each.endsWith('Bearer tok'))).toBe(true);
    expect(progress.at(-1)).toBe(bytes.length);
  });

  it('stops when told to', async () => {
    const school = await schoolOf(() => undefined);
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    const stop = new AbortController();
    const call = failureOf(
      school.upload({
        path,
        sizeBytes: bytes.length,
        sha256,
        materialId: 'm',
        uploadUrl: null,
        onUrl: () => undefined,
        onProgress: () => undefined,
        signal: stop.signal,
      }),
    );
    stop.abort();
    expect((await call).kind).toBe('aborted');
  });

  it('tells that the file cannot be read', async () => {
    const school = await schoolOf(createTusPeer().listener);
    const call = school.upload({
      path: join(folder, 'not there'),
      sizeBytes: 1,
      sha256,
      materialId: 'm',
      uploadUrl: null,
      onUrl: () => undefined,
      onProgress: () => undefined,
      signal: never,
    });
    await expect(call).rejects.toThrow('ENOENT');
  });

  it('tells that the file went away while it was sent', async () => {
    const tus = createTusPeer();
    const school = await schoolOf(tus.listener);
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    tus.onAnnounced = () => rmSync(path);
    const call = school.upload({
      path,
      sizeBytes: bytes.length,
      sha256,
      materialId: 'm',
      uploadUrl: null,
      onUrl: () => undefined,
      onProgress: () => undefined,
      signal: never,
    });
    await expect(call).rejects.toThrow('ENOENT');
  });
});

describe('download', () => {
  const request = () => ({
    materialId: 'm',
    sha256,
    sizeBytes: bytes.length,
    partPath: join(folder, 'part'),
    onProgress: () => undefined,
    signal: never,
  });

  it('goes on after a cut, at the byte where it was', async () => {
    const ranges: (string | undefined)[] = [];
    const school = await schoolOf((incoming, response) => {
      expect(incoming.url).toBe('/api/v1/materials/m/content');
      ranges.push(incoming.headers.range);
      if (incoming.headers.range === undefined) {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, 1_000_000), () => setTimeout(() => response.destroy(), 50));
        return;
      }
      const start = Number(/\d+/.exec(incoming.headers.range)?.[0]);
      response.writeHead(206, { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` });
      response.end(bytes.subarray(start));
    });
    expect((await failureOf(school.download(request()))).kind).toBe('unavailable');
    const have = statSync(join(folder, 'part')).size;
    await school.download(request());
    expect(readFileSync(join(folder, 'part')).equals(bytes)).toBe(true);
    expect(ranges).toEqual([undefined, `bytes=${have}-`]);
  });

  it('starts over where the school does not know ranges', async () => {
    writeFileSync(join(folder, 'part'), 'rubbish from another time');
    const school = await schoolOf((_incoming, response) => {
      response.writeHead(200).end(bytes);
    });
    await school.download(request());
    expect(readFileSync(join(folder, 'part')).equals(bytes)).toBe(true);
  });

  it('brings a file without a byte', async () => {
    const school = await schoolOf((_incoming, response) => {
      response.writeHead(200).end();
    });
    const empty = { sizeBytes: 0, sha256: createHash('sha256').digest('hex') };
    await school.download({ ...request(), ...empty });
    expect(statSync(join(folder, 'part')).size).toBe(0);
  });

  it('keeps nothing whose hash is wrong', async () => {
    const school = await schoolOf((_incoming, response) => {
      response.writeHead(200).end(randomBytes(bytes.length));
    });
    expect((await failureOf(school.download(request()))).kind).toBe('unavailable');
    expect(existsSync(join(folder, 'part'))).toBe(false);
  });

  it('reads no further than the size in the row', async () => {
    const school = await schoolOf((_incoming, response) => {
      response.writeHead(200).end(Buffer.concat([bytes, bytes]));
    });
    expect((await failureOf(school.download(request()))).kind).toBe('unavailable');
    expect(statSync(join(folder, 'part')).size).toBeLessThanOrEqual(bytes.length);
  });
});
