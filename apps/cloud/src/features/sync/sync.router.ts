import { TRPCError } from '@trpc/server';
import * as z from 'zod';
import {
  bootstrapRequest,
  OLDEST_PROTOCOL,
  OLDEST_SCHEMA,
  PROTOCOL_VERSION,
  pullRequest,
  pushRequest,
  type SyncErrorCode,
} from '@educrowd/shared/sync/protocol';
import { holdingSchema, isHeld } from '@educrowd/shared/sync/scope';
import { authorize } from '../../platform/access.ts';
import { router, tenantProcedure } from '../../platform/trpc.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { bootstrap } from './bootstrap.ts';
import { grantedHoldings } from './granted-holdings.ts';
import type { MutationHandlers } from './mutation-handlers.ts';
import type { PokeHub } from './poke-hub.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { SyncError } from './sync-error.ts';

const trpcCodes: Record<SyncErrorCode, TRPCError['code']> = {
  SIGN_IN: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  UPGRADE: 'PRECONDITION_FAILED',
  SEQ_GAP: 'CONFLICT',
  CLIENT_FORKED: 'CONFLICT',
  EPOCH_CHANGED: 'CONFLICT',
  CURSOR_TOO_OLD: 'CONFLICT',
  HOLDING_LOST: 'FORBIDDEN',
};

const syncProcedure = tenantProcedure.use(async ({ ctx, next }) => {
  if (ctx.userId === null) throw asTrpcError(new SyncError('SIGN_IN', 'Sign in to sync.'));
  const result = await next();
  if (!result.ok && result.error.cause instanceof SyncError) throw asTrpcError(result.error.cause);
  return result;
});

const asTrpcError = (cause: SyncError): TRPCError =>
  new TRPCError({ code: trpcCodes[cause.syncCode], message: cause.message, cause });

/** Checked before anything of the message is understood: another version may mean other things by the same words. */
function refuseOldEngines({
  protocol,
  schema,
}: {
  readonly protocol: number;
  readonly schema: number;
}): void {
  if (protocol < OLDEST_PROTOCOL || protocol > PROTOCOL_VERSION || schema < OLDEST_SCHEMA) {
    throw new SyncError('UPGRADE', 'This version of EduCrowd is too old for the school. Update to sync.');
  }
}

export const createSyncRouter = (handlers: MutationHandlers, pokes: PokeHub) =>
  router({
    push: syncProcedure.input(pushRequest).mutation(({ ctx, input }) => {
      refuseOldEngines(input);
      return push({ door: ctx.app.door, handlers }, ctx.tenant, input);
    }),
    // Queries in meaning, mutations in transport: their input does not fit a URL.
    pull: syncProcedure.input(pullRequest).mutation(({ ctx, input }) => {
      refuseOldEngines(input);
      return pull(ctx.app.door, ctx.tenant, input);
    }),
    bootstrap: syncProcedure.input(bootstrapRequest).mutation(({ ctx, input }) => {
      refuseOldEngines(input);
      return bootstrap(ctx.app.door, ctx.tenant, input);
    }),
    poke: syncProcedure
      .input(z.strictObject({ holdings: z.array(holdingSchema).max(5_000) }))
      .subscription(async function* ({ ctx, input, signal }) {
        const rights = await ctx.app.rights.follow(ctx.tenant);
        try {
          const held = await readTenant(ctx.app.door, ctx.tenant, async (tx) => {
            authorize(tx, 'sync.use');
            const granted = grantedHoldings(tx);
            return input.holdings.filter((holding) => isHeld(granted, holding));
          });
          // A device that is cut off comes back, and is told what it holds now.
          const ended = AbortSignal.any([rights.signal, ctx.app.stopping, ...(signal ? [signal] : [])]);
          yield* pokes.listen(ctx.tenant.tenantId, held, ended);
        } finally {
          rights.close();
        }
      }),
  });
