/**
 * Sends an uploaded file. Its type is read from its bytes; what could run scripts in this origin is sent as a download
 * (a picture element shows a drawing all the same), and nothing that is opened directly may do anything.
 */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { fileTypeFromFile } from 'file-type';
import { isPicture } from '@educrowd/shared/content/picture-types';

const isShown = (type: string): boolean => isPicture(type) || shownTypes.test(type);

const shownTypes = /^(audio\/(mpeg|mp4|ogg|wav|x-m4a)|video\/(mp4|webm|ogg)|application\/pdf)$/;

interface SentFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** As a person named it. */
  readonly name: string;
  /** As the uploader's device took it for: believed only for drawings, which have no signature. */
  readonly claimedType: string;
  readonly sha256: string;
}

export async function sendFile(file: SentFile, request: Request): Promise<Response> {
  const sniffed = (await fileTypeFromFile(file.path))?.mime ?? 'application/octet-stream';
  const isDrawing =
    file.claimedType === 'image/svg+xml' && /^(application|text)\/(xml|octet-stream)$/.test(sniffed);
  const etag = `"${file.sha256}"`;
  const headers = new Headers({
    'content-type': isDrawing ? 'image/svg+xml' : isShown(sniffed) ? sniffed : 'application/octet-stream',
    'content-disposition': `${isShown(sniffed) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    // Asked for anew each time: who has signed out reads it no more, and who may is answered without the bytes.
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
  });
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const range = parseRange(request.headers.get('range'), file.sizeBytes);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 };
  headers.set('content-length', String(end - start + 1));
  if (range) headers.set('content-range', `bytes ${start}-${end}/${file.sizeBytes}`);
  if (file.sizeBytes === 0) return new Response(null, { headers });
  const body = Readable.toWeb(createReadStream(file.path, { start, end })) as ReadableStream<Uint8Array>;
  return new Response(request.method === 'HEAD' ? null : body, { status: range ? 206 : 200, headers });
}

/** One range, as browsers and devices ask for it; several at once get the whole file. */
export function parseRange(
  header: string | null,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  return start <= end && start < sizeBytes ? { start, end } : 'unsatisfiable';
}
