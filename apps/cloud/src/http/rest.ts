import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import type { AppContext } from '../platform/app-context.ts';
import type { AppEnv } from '../platform/request.ts';
import { answers, envelope, envelopeOf, restOptions } from '../platform/rest.ts';
import { apiDocs } from './api-docs.ts';
import { describeRest, type RestVersion } from './describe-rest.ts';
import { idempotencyKeys } from './idempotency-keys.ts';
import { sharedWithOwnDomains, type SharingParts } from './shared-with-own-domains.ts';

const v1: RestVersion = { basePath: '/api/v1', version: '1' };

/** The REST API of all features below `/api/v1`, with its description, a page to try it and one to read it. */
export function createRest(parts: SharingParts, features: readonly OpenAPIHono<AppEnv>[]): Hono<AppEnv> {
  const api = new Hono<AppEnv>();
  api.route(v1.basePath, restVersion(parts, v1, features));
  api.route('/api/docs', apiDocs(`${v1.basePath}/openapi.json`));
  return api;
}

/** A version lives below a path of its own; a route that leaves it is marked `deprecated` before. */
function restVersion(
  parts: SharingParts,
  version: RestVersion,
  features: readonly OpenAPIHono<AppEnv>[],
): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);
  rest.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  rest.use(sharedWithOwnDomains(parts));
  rest.use(idempotencyKeys(parts.ctx, version.basePath));
  for (const feature of features) rest.route('/', feature);
  rest.get('/openapi.json', (c) => c.json(describeRest(rest, version)));
  return rest;
}

const health = createRoute({
  method: 'get',
  path: '/core/health',
  tags: ['Operation'],
  summary: 'Whether this server can work',
  responses: {
    ...answers(envelopeOf(z.object({ database: z.boolean(), jobs: z.boolean() })), 'Everything works'),
    503: { description: 'Something does not work' },
  },
});

/** For load balancers: it asks for no school and no person. */
export function healthRest(ctx: AppContext, areJobsRunning: () => boolean): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions).basePath(v1.basePath);
  rest.openapi(health, async (c) => {
    const database = await ctx.door.database.db.execute(sql`select 1`).then(
      () => true,
      () => false,
    );
    const data = { database, jobs: areJobsRunning() };
    const isWell = data.database && data.jobs && !ctx.stopping.aborted;
    c.header('cache-control', 'no-store');
    return isWell ? c.json(envelope(data), 200) : c.json({ success: false, data, errors: [] }, 503);
  });
  return rest;
}
