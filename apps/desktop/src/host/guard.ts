/**
 * Who may talk to the host: this computer's browser, in a window that was opened with the link that was printed.
 * The host listens on loopback only, but every page in every browser here can send requests to it, and a name that
 * points to 127.0.0.1 can make them look local. So the Host header must be the address itself, everything that changes
 * something must come from our own page, and all but the opening link needs the session's cookie.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { words } from '../ipc/refusal.ts';

export interface Guard {
  /** A link that opens one session; used links are worth nothing. */
  newLink(): string;
  readonly middleware: MiddlewareHandler;
}

interface GuardOptions {
  readonly port: number;
  /** Told when a link was used, with the next one. */
  readonly onLinkUsed: (nextLink: string) => void;
}

export function createGuard({ port, onLinkUsed }: GuardOptions): Guard {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  /** Cookies do not know ports: the name keeps two hosts on one computer apart. */
  const cookieName = `educrowd_${port}`;
  const session = randomBytes(32).toString('base64url');
  let token = randomBytes(32).toString('base64url');
  const newLink = (): string => `http://127.0.0.1:${port}/open?token=${token}`;

  const open = (c: Context): Response => {
    if (isSame(getCookie(c, cookieName), session)) return c.redirect('/', 303);
    if (!isSame(c.req.query('token'), token)) return c.text(words('failures.linkUsed'), 403);
    token = randomBytes(32).toString('base64url');
    setCookie(c, cookieName, session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    onLinkUsed(newLink());
    return c.redirect('/', 303);
  };

  return {
    newLink,
    middleware: async (c, next) => {
      const host = c.req.header('host') ?? '';
      if (!hosts.has(host)) return c.text(words('failures.unknownHost'), 421);
      const isSafe = c.req.method === 'GET' || c.req.method === 'HEAD';
      const origin = c.req.header('origin');
      const isForeign = origin === undefined ? isForeignPage(c) : origin !== `http://${host}`;
      if (isForeign || (!isSafe && origin === undefined))
        return c.text(words('failures.notFromThisPage'), 403);
      if (c.req.path === '/open' && isSafe) return open(c);
      if (!isSame(getCookie(c, cookieName), session)) return c.text(words('failures.linkNeeded'), 401);
      return next();
    },
  };
}

/**
 * Of a request without Origin: one that a foreign page caused, other than by leading here. For a browser every port of
 * this computer is the same site, so only what is of the same origin, or of no page at all, is ours.
 */
function isForeignPage(c: Context): boolean {
  const site = c.req.header('sec-fetch-site') ?? 'none';
  return site !== 'same-origin' && site !== 'none' && c.req.header('sec-fetch-mode') !== 'navigate';
}

function isSame(given: string | undefined, expected: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
