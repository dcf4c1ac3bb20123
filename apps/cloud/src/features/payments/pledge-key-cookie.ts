/** The key to a pledge's page in the browser that made it, for the way back from the provider, which never sees it. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { AppEnv } from '../../platform/request.ts';

const COOKIE = 'pledge_key';
const KEPT_S = 24 * 60 * 60;

export const keepKey = (c: Context<AppEnv>, pledgeId: string, key: string): void =>
  setCookie(c, COOKIE, key, {
    path: `/pledges/${pledgeId}`,
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.var.origin.startsWith('https:'),
    maxAge: KEPT_S,
  });

/** From the link, and from the browser: nobody has looked yet whether they open anything. */
export const givenKeys = (c: Context<AppEnv>): readonly string[] =>
  [c.req.query('key'), getCookie(c, COOKIE)].filter((key) => key !== undefined);
