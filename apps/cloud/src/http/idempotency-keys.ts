/**
 * `Idempotency-Key`: whoever is not sure that a request has arrived sends it again with the same key, and is answered as
 * the first time. A key counts for a day, for one person, method and route of one school. Requests of visitors have no
 * keys here: nobody could tell one visitor's answer from another's.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { canonicalJson, type JsonValue } from '@educrowd/shared/primitives/json';
import type { AppContext } from '../platform/app-context.ts';
import { AppError, words } from '../platform/app-error.ts';
import { eachSchool } from '../platform/each-school.ts';
import { limitRate, type RateLimit } from '../platform/rate-limiter.ts';
import type { AppEnv } from '../platform/request.ts';
import {
  claimRequest,
  forgetOld,
  giveBack,
  keepAnswer,
  stillRunning,
  type ClaimResult,
  type RequestClaim,
} from '../platform/request-claim.ts';
import { withTenant } from '../platform/with-tenant.ts';

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Routes below `/api/v1` whose answers are not kept here, and why that does no harm. What is secret must be one of them:
 * an answer that is kept can be read for a day in the database.
 */
export const answersNotKept: Readonly<Record<string, string>> = {
  'POST /auth/register': 'always answers the same',
  'POST /auth/login': 'hands out a token, and repeating it does no harm',
  'POST /auth/logout': 'ends the sign-in that a repetition would need',
  'POST /crowdfunding/pledges':
    'guests pledge as well: it knows its own keys, and its answer opens a payment',
};

/** Each key is a row for a day. */
const perHour: RateLimit = { max: 2_000, windowMs: 60 * 60_000 };

export function idempotencyKeys(ctx: AppContext, basePath: string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    const { school, account } = c.var;
    const route = routeOf(c, basePath);
    if (key === undefined || SAFE.has(c.req.method) || !school || !account || route === null) return next();
    if (Object.hasOwn(answersNotKept, route)) return next();
    if (!/^[\x21-\x7e](?:[\x20-\x7e]{6,126})[\x21-\x7e]$/.test(key))
      throw new AppError('INVALID', words('serverRefusals.keyMalformed'), 'idempotency-key');
    await limitRate(ctx.rateLimiter, `idempotency key ${account.userId}`, perHour);
    const system = { tenantId: school.id, userId: null, isSystem: true };
    const asked = {
      userId: account.userId,
      keyHash: sha256(JSON.stringify([route, key])),
      requestHash: await requestHash(c, ctx.settings.secret),
    };
    const found = await withTenant(ctx.door, system, (tx) => claimRequest(tx, asked));
    if (found.kind !== 'ours') return answerAgain(c, found);
    c.set('claim', found.claim);
    await next();
    // What was carried out is told all the same: a repetition learns that it was.
    await settle(c, found.claim, (work) => withTenant(ctx.door, system, work)).catch((error: unknown) =>
      ctx.logger.error({ err: error, request: c.var.requestId }, 'an answer could not be kept'),
    );
    return undefined;
  };
}

function answerAgain(c: Context<AppEnv>, found: Exclude<ClaimResult, { kind: 'ours' }>): Response {
  switch (found.kind) {
    case 'answered': {
      const { status, contentType, body } = found.answer;
      c.header('idempotent-replayed', 'true');
      if (contentType !== null) c.header('content-type', contentType);
      return c.newResponse(body === '' ? null : body, status as 200);
    }
    case 'other':
      throw new AppError('KEY_USED', words('serverRefusals.keyUsed'), 'idempotency-key');
    case 'lost':
      throw new AppError('CONFLICT', words('serverRefusals.keyLost'), 'idempotency-key');
    case 'running':
      throw stillRunning();
  }
}

type WithTx = (work: Parameters<typeof withTenant<void>>[2]) => Promise<void>;

/** What the sender is to do again some time is not kept, or the same would be said for a day. */
async function settle(c: Context<AppEnv>, claim: RequestClaim, withTx: WithTx): Promise<void> {
  const { status } = c.res;
  if (status >= 500 || status === 429 || c.res.headers.has('retry-after')) {
    await withTx((tx) => giveBack(tx, claim));
    return;
  }
  const contentType = c.res.headers.get('content-type');
  const body = await c.res.clone().text();
  await withTx((tx) => keepAnswer(tx, claim, { status, contentType, body }));
}

/** "POST /lms/enrollments"; null where no route is meant. */
function routeOf(c: Context<AppEnv>, basePath: string): string | null {
  const handler = matchedRoutes(c).find(({ method, path }) => method !== 'ALL' && path.startsWith(basePath));
  return handler ? `${handler.method} ${handler.path.slice(basePath.length)}` : null;
}

/** Keyed, so that nobody who sees it can guess what was asked. The same JSON written otherwise is the same request. */
async function requestHash(c: Context<AppEnv>, secret: string): Promise<Uint8Array> {
  const body = await c.req.text();
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.sort();
  const asked = JSON.stringify([pathname.replace(/\/$/, ''), searchParams.toString(), canonicalBody(body)]);
  return new Uint8Array(createHmac('sha256', secret).update(`idempotency ${asked}`).digest());
}

function canonicalBody(body: string): string {
  try {
    return canonicalJson(JSON.parse(body) as JsonValue);
  } catch {
    return body;
  }
}

const sha256 = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());

export const forgetAnswers = ({ door }: Pick<AppContext, 'door'>): Promise<void> =>
  eachSchool(door, (context) => withTenant(door, context, forgetOld));
