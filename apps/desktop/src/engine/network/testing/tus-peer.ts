import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

export interface TusPeer {
  readonly listener: RequestListener;
  /** What has arrived so far. */
  readonly received: () => Buffer;
  readonly metadata: () => Record<string, string>;
  readonly requests: string[];
  /** The next PATCH is cut after this many bytes. */
  cutAfter: number | null;
  /** Called when an upload is announced, before the answer. */
  onAnnounced: () => void;
}

/** One upload by the tus protocol, kept in memory, with a line that can be cut. */
export function createTusPeer(): TusPeer {
  let bytes = Buffer.alloc(0);
  let metadata: Record<string, string> = {};
  const requests: string[] = [];
  const head = (response: ServerResponse, status: number, extra: Record<string, string> = {}): void => {
    response
      .writeHead(status, { 'tus-resumable': '1.0.0', 'upload-offset': String(bytes.length), ...extra })
      .end();
  };
  const append = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (Number(incoming.headers['upload-offset']) !== bytes.length) return head(response, 409);
    let taken = 0;
    for await (const chunk of incoming) {
      const fits =
        peer.cutAfter === null ? (chunk as Buffer) : (chunk as Buffer).subarray(0, peer.cutAfter - taken);
      bytes = Buffer.concat([bytes, fits]);
      taken += fits.length;
      if (peer.cutAfter !== null && taken >= peer.cutAfter) {
        peer.cutAfter = null;
        return void incoming.destroy();
      }
    }
    return head(response, 204);
  };
  const peer: TusPeer = {
    cutAfter: null,
    onAnnounced: () => undefined,
    requests,
    received: () => bytes,
    metadata: () => metadata,
    listener: (incoming, response) => {
      requests.push(`${incoming.method} ${incoming.url} ${incoming.headers.authorization}`);
      switch (incoming.method) {
        case 'POST':
          peer.onAnnounced();
          metadata = readMetadata(String(incoming.headers['upload-metadata']));
          head(response, 201, {
            location: '/api/files/one',
            'upload-length': String(incoming.headers['upload-length']),
          });
          break;
        case 'HEAD':
          head(response, 200, { 'upload-length': '999999999', 'cache-control': 'no-store' });
          break;
        default:
          append(incoming, response).catch(() => response.destroy());
      }
    },
  };
  return peer;
}

const readMetadata = (header: string): Record<string, string> =>
  Object.fromEntries(
    header.split(',').map((pair) => {
      const [key = '', value = ''] = pair.trim().split(' ');
      return [key, Buffer.from(value, 'base64').toString()];
    }),
  );
