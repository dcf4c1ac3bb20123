import { promisify } from 'node:util';
import { constants, gzip, zstdCompress } from 'node:zlib';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../platform/request.ts';

const zstd = promisify(zstdCompress);
const gzipped = promisify(gzip);

const compressible =
  /^(?:text\/(?!event-stream)|application\/(?:json|javascript|xml|manifest\+json)|image\/svg\+xml)/;
const SMALLEST_BYTES = 1_000;

/** Compresses what shrinks: engines ask for zstd, older browsers get gzip. Streams pass through untouched. */
export function compressAnswers(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const { headers, status, body } = c.res;
    if (body === null || status < 200 || status === 206 || c.req.method === 'HEAD') return;
    if (headers.has('content-encoding') || !compressible.test(headers.get('content-type') ?? '')) return;
    const encoding = preferred(c.req.header('accept-encoding'));
    if (encoding === null) return vary(headers);
    const plain = new Uint8Array(await c.res.arrayBuffer());
    const packed =
      plain.byteLength < SMALLEST_BYTES
        ? plain
        : encoding === 'zstd'
          ? await zstd(plain, zstdOptions)
          : await gzipped(plain, { level: 4 });
    const answer = new Response(new Uint8Array(packed), { status, headers });
    if (packed !== plain) answer.headers.set('content-encoding', encoding);
    answer.headers.delete('content-length');
    vary(answer.headers);
    c.res = undefined;
    c.res = answer;
  };
}

const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

function preferred(accepted: string | undefined): 'zstd' | 'gzip' | null {
  const named = (accepted ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase().split(';'))
    .filter(([, quality]) => !/^\s*q=0(?:\.0*)?\s*$/.test(quality ?? ''))
    .map(([name]) => name?.trim());
  return named.includes('zstd') ? 'zstd' : named.includes('gzip') ? 'gzip' : null;
}

function vary(headers: Headers): void {
  if (!/\baccept-encoding\b/i.test(headers.get('vary') ?? '')) headers.append('vary', 'Accept-Encoding');
}
