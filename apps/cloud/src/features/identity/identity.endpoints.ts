import { Hono } from 'hono';
import type { AppEnv } from '../../platform/request.ts';
import { callerOf } from './caller.ts';
import type { Identity } from './create-identity.ts';

/** What the desktop app calls of better-auth's own endpoints. Everything else of it is reached through our pages and REST. */
const open = ['/device/code', '/device/token', '/sign-out'] as const;

export function identityEndpoints(identity: Identity): Hono<AppEnv> {
  const endpoints = new Hono<AppEnv>();
  for (const path of open) {
    endpoints.post(path, async (c) =>
      identity.call(callerOf(c), { method: 'POST', path, body: await objectBody(c.req.raw) }),
    );
  }
  return endpoints;
}

/** JSON, or the form that RFC 8628 speaks of; nothing else is an object. */
async function objectBody(request: Request): Promise<Record<string, unknown>> {
  if (request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(await request.text()));
  }
  const body: unknown = await request.json().catch(() => null);
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : {};
}
