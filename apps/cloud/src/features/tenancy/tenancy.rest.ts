import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppContext } from '../../platform/app-context.ts';
import { notFound } from '../../platform/app-error.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, restOptions } from '../../platform/rest.ts';
import { grantRole, grantRoleSchema } from './grant-role.ts';

const current = createRoute({
  method: 'get',
  path: '/tenants/current',
  tags: ['School'],
  summary: 'The school at this address',
  responses: answers(
    envelopeOf(
      z.object({
        id: z.string(),
        name: z.string(),
        slug: z.string(),
        host: z.string(),
        language: z.string(),
        timeZone: z.string(),
        currency: z.string(),
      }),
    ),
    'The school',
    ['NOT_FOUND'],
  ),
});

const { role, expiresAt } = grantRoleSchema.shape;

const giveRole = createRoute({
  method: 'post',
  path: '/members/{userId}/roles',
  tags: ['School'],
  summary: 'Give a member a role',
  description: 'In force with the next request of that person. Repeating it prolongs the role.',
  request: {
    params: z.object({ userId: z.uuid() }),
    body: {
      content: { 'application/json': { schema: z.strictObject({ role, expires_at: expiresAt }) } },
      required: true,
    },
  },
  responses: answers(
    envelopeOf(z.object({ user_id: z.string(), role: z.string(), expires_at: z.string().nullable() })),
    'The member has the role',
    ['INVALID', 'SIGN_IN', 'FORBIDDEN', 'NOT_FOUND'],
  ),
});

export function tenancyRest(ctx: AppContext): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);
  rest.openapi(current, (c) => {
    if (!c.var.school) throw notFound();
    const { id, name, slug, host, language, timeZone, currency } = c.var.school;
    return c.json(envelope({ id, name, slug, host, language, timeZone, currency }), 200);
  });
  rest.openapi(giveRole, async (c) => {
    accountOf(c.var);
    const userId = c.req.valid('param').userId.toLowerCase();
    const { role: granted, expires_at: until } = c.req.valid('json');
    await grantRole(ctx, tenantOf(c.var), { userId, role: granted, expiresAt: until });
    return c.json(envelope({ user_id: userId, role: granted, expires_at: until }), 200);
  });
  return rest;
}
