/** The one tRPC builder: context, error shape and the procedures that features start from. */
import { initTRPC, TRPCError } from '@trpc/server';
import { AppError, type ErrorCode, words } from './app-error.ts';
import type { AppContext } from './app-context.ts';
import { asBusy } from './database-failures.ts';
import type { TenantContext } from './with-tenant.ts';

export interface TrpcContext {
  readonly app: AppContext;
  /** The school of the request; null on the platform's own host. */
  readonly tenantId: string | null;
  /** Null for visitors. */
  readonly userId: string | null;
  /** Finds the request in the log. */
  readonly requestId: string;
}

const t = initTRPC.context<TrpcContext>().create({
  errorFormatter({ shape, error, ctx }) {
    const { cause } = error;
    const isExpected = cause instanceof AppError || hasSyncCode(cause);
    return {
      ...shape,
      // What went wrong inside is for the log: only words that were written for people leave the server.
      message:
        isExpected || error.code !== 'INTERNAL_SERVER_ERROR'
          ? shape.message
          : 'Something went wrong on our side.',
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        requestId: ctx?.requestId ?? null,
        appCode: cause instanceof AppError ? cause.code : null,
        syncCode: hasSyncCode(cause) ? cause.syncCode : null,
      },
    };
  },
});

const hasSyncCode = (cause: unknown): cause is { syncCode: string } =>
  cause instanceof Error && 'syncCode' in cause && typeof cause.syncCode === 'string';

const trpcCodes = {
  INVALID: 'BAD_REQUEST',
  SIGN_IN: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  KEY_USED: 'UNPROCESSABLE_CONTENT',
  TOO_MANY: 'TOO_MANY_REQUESTS',
  UNAVAILABLE: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<ErrorCode, TRPCError['code']>;

export const router = t.router;

const procedure = t.procedure.use(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof AppError) throw asTrpcError(cause);
  const busy = asBusy(cause);
  if (!busy) return result;
  ctx.app.logger.warn({ err: cause, request: ctx.requestId, path }, 'too busy for a call');
  throw asTrpcError(busy);
});

const asTrpcError = (cause: AppError): TRPCError =>
  new TRPCError({ code: trpcCodes[cause.code], message: cause.message, cause });

/** For procedures of a school: `ctx.tenant` goes to `withTenant`, where the command authorises itself. */
export const tenantProcedure = procedure.use(({ ctx, next }) => {
  if (ctx.tenantId === null) throw new AppError('NOT_FOUND', words('serverRefusals.noSchool'));
  const tenant: TenantContext = { tenantId: ctx.tenantId, userId: ctx.userId };
  return next({ ctx: { ...ctx, tenant } });
});
