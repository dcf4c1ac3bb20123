import type { Context } from 'hono';
import type { AppEnv } from '../../platform/request.ts';
import type { Caller } from './create-identity.ts';

/** Who calls, as the request's middleware found out. */
export const callerOf = (c: Context<AppEnv>): Caller => ({
  origin: c.var.origin,
  clientAddress: c.var.clientAddress,
  schoolId: c.var.school?.id ?? null,
  place: c.var.school?.name ?? c.var.t('common.productName'),
  headers: c.req.raw.headers,
});

/** Passes on the cookies that an answer of identity sets. */
export function passCookies(c: Context<AppEnv>, from: Response): void {
  for (const cookie of from.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
}
