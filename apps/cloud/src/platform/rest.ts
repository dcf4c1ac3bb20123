/** The one form of every REST answer: `{ success, data, meta?, errors }`. */
import { z } from '@hono/zod-openapi';
import { AppError, errorStatus, type ErrorCode, words } from './app-error.ts';
import { describeIssue } from './describe-issue.ts';

export const restErrorSchema = z
  .object({ code: z.string(), message: z.string(), field: z.string().optional() })
  .openapi('Error');
export type RestError = z.output<typeof restErrorSchema>;

/** Schema of an answer that carries `data`. */
export const envelopeOf = <Data extends z.ZodType>(data: Data) =>
  z.object({ success: z.literal(true), data, errors: z.array(restErrorSchema).length(0) });

const pageMetaSchema = z.object({ total: z.int(), page: z.int(), per_page: z.int() });

/** Schema of an answer that carries one page of a list. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    success: z.literal(true),
    data: z.array(item),
    meta: pageMetaSchema,
    errors: z.array(restErrorSchema).length(0),
  });

export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(20),
});

export const refusalSchema = z
  .object({ success: z.literal(false), data: z.null(), errors: z.array(restErrorSchema).min(1) })
  .openapi('Refusal');

export const envelope = <Data>(data: Data) => ({ success: true as const, data, errors: [] });

export const refusal = (errors: readonly RestError[]): z.output<typeof refusalSchema> => ({
  success: false,
  data: null,
  errors: [...errors],
});

export const restErrorOf = (error: AppError): RestError => ({
  code: error.code,
  message: error.message,
  ...(error.field === undefined ? {} : { field: error.field }),
});

/** Response entries of a route: what it answers, and how it may refuse. */
export function answers<Data extends z.ZodType>(
  data: Data,
  description: string,
  refuses: readonly ErrorCode[] = [],
) {
  return {
    200: { description, content: json(data) },
    ...refusals(refuses),
  };
}

/** Of how a route may refuse alone: for answers that are not JSON. */
export const refusals = (refuses: readonly ErrorCode[]) =>
  Object.fromEntries(
    refuses.map((code) => [statusOf(code), { description: code, content: json(refusalSchema) }]),
  ) as Record<never, never>;

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });

const statusOf = (code: ErrorCode): number => errorStatus[code];

/** For every `OpenAPIHono` of a feature: input that does not fit becomes a refusal that names its fields. */
export const restOptions = {
  strict: false,
  defaultHook: (result: { success: boolean; error?: z.ZodError }) => {
    if (result.success || !result.error) return;
    throw new InputError(
      result.error.issues.map((issue) => ({
        code: 'INVALID',
        message: describeIssue(issue),
        ...(issue.path.length === 0 ? {} : { field: issue.path.join('.') }),
      })),
    );
  },
};

/** Input that does not fit, field by field. */
export class InputError extends AppError {
  readonly errors: readonly RestError[];
  constructor(errors: readonly RestError[]) {
    super('INVALID', errors[0]?.message ?? words('serverRefusals.notUnderstood'), errors[0]?.field);
    this.name = 'InputError';
    this.errors = errors;
  }
}
