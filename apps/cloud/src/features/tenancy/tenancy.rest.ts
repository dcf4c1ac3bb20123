import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { notFound } from '../../platform/app-error.ts';
import type { AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, restOptions } from '../../platform/rest.ts';

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

export function tenancyRest(): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);
  rest.openapi(current, (c) => {
    if (!c.var.school) throw notFound();
    const { id, name, slug, host, language, timeZone, currency } = c.var.school;
    return c.json(envelope({ id, name, slug, host, language, timeZone, currency }), 200);
  });
  return rest;
}
