/**
 * Which other origins may read the REST API in a browser (CORS): the school's own addresses and domains, and nobody
 * else. An origin is asked for in the directory of schools like any host name, so what is not exactly one of them is
 * nobody's: other spellings, names below or above it, `null`.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { SchoolDirectory } from '../features/tenancy/index.ts';
import type { AppContext } from '../platform/app-context.ts';
import { AppError, words } from '../platform/app-error.ts';
import type { AppEnv } from '../platform/request.ts';

export interface SharingParts {
  readonly ctx: AppContext;
  readonly directory: SchoolDirectory;
}

const share = cors({
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['authorization', 'content-type', 'idempotency-key'],
  exposeHeaders: ['deprecation', 'idempotent-replayed', 'link', 'retry-after', 'sunset', 'x-request-id'],
  maxAge: 600,
});

export function sharedWithOwnDomains({ ctx, directory }: SharingParts): MiddlewareHandler<AppEnv> {
  const { protocol, port } = ctx.settings.publicUrl;

  async function isOwn(c: Context<AppEnv>, origin: string): Promise<boolean> {
    const url = URL.parse(origin);
    if (!c.var.school || url?.origin !== origin) return false;
    if (url.protocol !== protocol || url.port !== port) return false;
    const place = await directory.resolve({
      hostHeader: url.hostname,
      schoolHeader: null,
      signInTenantId: null,
    });
    return place.kind === 'school' && place.school.id === c.var.school.id;
  }

  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin !== undefined && (await isOwn(c, origin))) return share(c, next);
    if (c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined) {
      c.header('vary', 'Origin');
      throw new AppError('FORBIDDEN', words('serverRefusals.otherOrigin'));
    }
    await next();
    c.header('vary', 'Origin', { append: true });
    return undefined;
  };
}
