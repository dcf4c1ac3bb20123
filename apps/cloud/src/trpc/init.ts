import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { AnyTRPCRouter } from '@trpc/server';
import { Hono } from 'hono';
import type { AppContext } from '../platform/app-context.ts';
import type { AppEnv } from '../platform/request.ts';
import type { TrpcContext } from '../platform/trpc.ts';

/** Serves the router below `/trpc`; each request's context comes from what the middleware found out. */
export function serveTrpc(ctx: AppContext, rootRouter: AnyTRPCRouter): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.all('/trpc/*', (c) =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req: c.req.raw,
      router: rootRouter,
      createContext: (): TrpcContext => ({
        app: ctx,
        tenantId: c.var.school?.id ?? null,
        userId: c.var.account?.userId ?? null,
        requestId: c.var.requestId,
      }),
      onError({ error, path }) {
        if (error.code === 'INTERNAL_SERVER_ERROR')
          ctx.logger.error({ err: error.cause ?? error, request: c.var.requestId, path }, 'call failed');
      },
    }),
  );
  return app;
}
