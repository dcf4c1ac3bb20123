/**
 * A browser in its simplest form, for tools and tests: cookies, redirects and forms, no scripts. `*.localhost` is this
 * computer, as browsers have it and Node has not.
 */
import { request as httpRequest } from 'node:http';

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The same, as it came. */
  readonly bytes: Buffer;
}

export interface Visitor {
  /** Follows redirects. */
  get(url: string): Promise<Page>;
  /** Sends a form, as a page of the same address would, and follows redirects. */
  post(url: string, fields: Readonly<Record<string, string>>): Promise<Page>;
  /** Sends JSON with a token; the parsed answer. */
  api(
    method: string,
    url: string,
    options?: { readonly token?: string; readonly body?: unknown },
  ): Promise<{ status: number; json: unknown }>;
}

interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const MAX_REDIRECTS = 10;

export function createVisitor(): Visitor {
  const jar = new Map<string, Map<string, string>>();

  async function send({ url, headers, ...request }: Request): Promise<Page> {
    const cookies = [...(jar.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await exchange({
      ...request,
      url,
      headers: { ...headers, ...(cookies && { cookie: cookies }) },
    });
    for (const line of [page.headers['set-cookie'] ?? []].flat()) keepCookie(jar, url.hostname, line);
    return page;
  }

  async function follow(page: Page): Promise<Page> {
    let current = page;
    for (let hops = 0; current.status >= 300 && current.status < 400 && current.headers['location']; hops++) {
      if (hops === MAX_REDIRECTS) throw new Error(`${page.url.href} redirects for ever`);
      current = await send({ method: 'GET', url: new URL(String(current.headers['location']), current.url) });
    }
    return current;
  }

  return {
    get: async (url) => follow(await send({ method: 'GET', url: new URL(url) })),
    post: async (url, fields) => {
      const target = new URL(url);
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        origin: target.origin,
        'sec-fetch-site': 'same-origin',
      };
      return follow(
        await send({ method: 'POST', url: target, headers, body: new URLSearchParams(fields).toString() }),
      );
    },
    api: async (method, url, { token, body } = {}) => {
      const headers = {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const page = await exchange({
        method,
        url: new URL(url),
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: page.status, json: JSON.parse(page.body) as unknown };
    },
  };
}

function keepCookie(jar: Map<string, Map<string, string>>, host: string, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const name = pair.slice(0, pair.indexOf('=')).trim();
  const value = pair.slice(pair.indexOf('=') + 1).trim();
  const cookies = jar.get(host) ?? new Map<string, string>();
  jar.set(host, cookies);
  if (value === '' || attributes.some((each) => /^\s*max-age=0\s*$/i.test(each))) cookies.delete(name);
  else cookies.set(name, value);
}

function exchange({ method, url, headers, body }: Request): Promise<Page> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        method,
        host: url.hostname.endsWith('localhost') ? '127.0.0.1' : url.hostname,
        port: url.port || 80,
        path: url.pathname + url.search,
        headers: {
          host: url.host,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({
            url,
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: bytes.toString(),
            bytes,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
