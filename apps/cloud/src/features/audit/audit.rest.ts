import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext } from '../../platform/app-context.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, refusals, restOptions } from '../../platform/rest.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { createCheckpointKey } from './checkpoint-key.ts';
import { exportAudit } from './export-audit.ts';
import { readAudit } from './read-audit.ts';

const tags = ['Audit'];

const entrySchema = z
  .object({
    seq: z.int(),
    at: z.string(),
    action: z.string(),
    actor_id: z.string().nullable().openapi({ description: 'Null: the system' }),
    actor_name: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .openapi('AuditEntry');

const list = createRoute({
  method: 'get',
  path: '/audit',
  tags,
  summary: 'What happened in the school, the newest first',
  request: {
    query: z.object({
      before: z.coerce.number().int().min(1).optional().openapi({ description: '`next_before` of a page' }),
      per_page: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: answers(
    envelopeOf(
      z.object({
        entries: z.array(entrySchema),
        next_before: z.int().nullable(),
        public_key: z.string().openapi({ description: 'Checks the checkpoints of exports' }),
      }),
    ),
    'A page of entries',
    ['INVALID', 'SIGN_IN', 'FORBIDDEN', 'NOT_FOUND'],
  ),
});

const exported = createRoute({
  method: 'get',
  path: '/audit/export',
  tags,
  summary: 'The whole audit log and ledger with their signed checkpoints',
  description: 'One JSON object a line. `npm run audit:verify -- FILE` checks it without a database.',
  responses: {
    200: { description: 'The export', content: { 'application/x-ndjson': { schema: z.string() } } },
    ...refusals(['SIGN_IN', 'FORBIDDEN', 'NOT_FOUND']),
  },
});

export function auditRest(ctx: AppContext): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);
  const { publicKey } = createCheckpointKey(ctx.settings.auditKey);
  rest.openapi(list, async (c) => {
    accountOf(c.var);
    const { before = null, per_page: limit } = c.req.valid('query');
    const page = await readTenant(ctx.door, tenantOf(c.var), (tx) => readAudit(tx, { before, limit }));
    const entries = page.entries.map(({ seq, at, action, actorId, actorName, details }) => ({
      seq,
      at,
      action,
      actor_id: actorId,
      actor_name: actorName,
      details,
    }));
    return c.json(envelope({ entries, next_before: page.before, public_key: publicKey }), 200);
  });
  // Not `openapi`: that knows answers of JSON alone.
  rest.openAPIRegistry.registerPath(exported);
  rest.get(exported.path, async (c) => {
    accountOf(c.var);
    const tenant = tenantOf(c.var);
    return c.body(await exportAudit(ctx, tenant), 200, exportHeaders(c.var.school?.slug ?? 'school'));
  });
  return rest;
}

export const exportHeaders = (slug: string) => ({
  'content-type': 'application/x-ndjson; charset=utf-8',
  'content-disposition': `attachment; filename="audit-${slug}.jsonl"`,
  'cache-control': 'no-store',
});
