/** The OpenAPI document, with what holds for all routes alike. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../platform/request.ts';
import { answersNotKept } from './idempotency-keys.ts';

type Document = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>;

const unsafeMethods = ['post', 'put', 'patch', 'delete'] as const;

const keyParameter = {
  name: 'idempotency-key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 8, maxLength: 128 },
  description:
    'A request that is repeated with its key within a day is carried out once, and answered as it was at first',
} as const;

export interface RestVersion {
  /** "/api/v1". */
  readonly basePath: string;
  readonly version: string;
}

export function describeRest(rest: OpenAPIHono<AppEnv>, { basePath, version }: RestVersion): Document {
  const document = rest.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'EduCrowd',
      version,
      description: 'Every answer is `{ success, data, meta?, errors }`.',
    },
    servers: [{ url: basePath }],
    security: [{ bearer: [] }],
  });
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of unsafeMethods) {
      const operation = item[method];
      const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      if (operation && !Object.hasOwn(answersNotKept, route))
        operation.parameters = [...(operation.parameters ?? []), keyParameter];
    }
  }
  return document;
}
