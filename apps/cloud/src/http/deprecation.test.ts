import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { AppError } from '../platform/app-error.ts';
import { deprecated } from '../platform/deprecation.ts';
import type { AppEnv } from '../platform/request.ts';
import { answers, envelope, envelopeOf, restOptions } from '../platform/rest.ts';
import { describeRest } from './describe-rest.ts';
import { handleError } from './errors.tsx';
import { createLogger } from '../platform/logger.ts';

const notice = deprecated({
  since: new Date('2026-12-01T00:00:00Z'),
  sunset: new Date('2027-06-01T00:00:00Z'),
  successor: '/api/v2/planted/{id}',
});
const shape = (path: string) =>
  ({
    method: 'get',
    path,
    request: { query: z.object({ fails: z.enum(['yes']).optional() }) },
    responses: answers(envelopeOf(z.null()), 'Planted', ['INVALID', 'CONFLICT']),
  }) as const;

const rest = new OpenAPIHono<AppEnv>(restOptions);
rest.openapi(createRoute({ ...shape('/planted'), ...notice }), (c) => {
  if (c.req.valid('query').fails) throw new AppError('CONFLICT', 'It failed.');
  return c.json(envelope(null), 200);
});
rest.openapi(createRoute(shape('/kept')), (c) => c.json(envelope(null), 200));
const api = new OpenAPIHono<AppEnv>(restOptions);
api.onError(handleError(createLogger('silent')));
api.route('/api/v1', rest);

test.for([
  ['/api/v1/planted', 200],
  ['/api/v1/planted?fails=yes', 409],
  ['/api/v1/planted?fails=no', 400],
] as const)('a deprecated route says so, whatever it answers: %s', async ([path, status]) => {
  const { headers, status: answered } = await api.request(path);
  expect(answered).toBe(status);
  expect(headers.get('deprecation')).toBe('@1796083200');
  expect(headers.get('sunset')).toBe('Tue, 01 Jun 2027 00:00:00 GMT');
  expect(headers.get('link')).toBe(
    '</api/docs>; rel="deprecation"; type="text/html", </api/v2/planted/{id}>; rel="successor-version"',
  );
});

test('another one does not', async () => {
  const { headers } = await api.request('/api/v1/kept');
  expect([headers.get('deprecation'), headers.get('sunset'), headers.get('link')]).toEqual([
    null,
    null,
    null,
  ]);
});

test('the description of the API marks it', () => {
  const { paths } = describeRest(rest, { basePath: '/api/v1', version: '1' });
  expect([paths?.['/planted']?.get?.deprecated, paths?.['/kept']?.get?.deprecated]).toEqual([
    true,
    undefined,
  ]);
});
