import { lt } from 'drizzle-orm';
import { deviceCodes, sessions, verifications } from '@educrowd/db/postgres/schema/identity';
import type { AppContext } from '../../platform/app-context.ts';

/** Deletes what has run out: sessions, one-time links, device codes and counters of attempts. */
export async function forgetExpired(ctx: AppContext): Promise<void> {
  const { db } = ctx.identityDatabase;
  const now = ctx.clock();
  for (const table of [sessions, verifications, deviceCodes])
    await db.delete(table).where(lt(table.expiresAt, now));
  await ctx.rateLimiter.sweep();
}
