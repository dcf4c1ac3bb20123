/**
 * Counts attempts in fixed windows, in Postgres, so that all servers count together. The table is unlogged: a crash
 * of the database forgets the counts and nothing else.
 */
import { sql } from 'drizzle-orm';
import { rateLimits } from '@educrowd/db/postgres/schema/identity';
import type { Clock } from '@educrowd/shared/primitives/instant';
import { RetryLater, words, type AppError } from './app-error.ts';
import type { Database } from './database.ts';

export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}

export interface RateLimiter {
  /** Counts one attempt. Null while there is room, else the milliseconds until the next one counts anew. */
  consume(key: string, limit: RateLimit): Promise<number | null>;
  /** Takes one attempt back that turned out not to count. */
  giveBack(key: string): Promise<void>;
  forget(key: string): Promise<void>;
  /** Deletes counters whose window is over. */
  sweep(): Promise<void>;
}

export function createRateLimiter(database: Database, clock: Clock): RateLimiter {
  const { db } = database;
  const waitMs = (row: { count: number; resetAt: Date } | undefined, max: number): number | null =>
    row === undefined || row.count <= max ? null : Math.max(1, row.resetAt.getTime() - clock().getTime());
  return {
    async consume(key, { max, windowMs }) {
      const now = clock();
      const resetAt = new Date(now.getTime() + windowMs);
      const isOver = sql`${rateLimits.resetAt} <= ${now.toISOString()}::timestamptz`;
      const [row] = await db
        .insert(rateLimits)
        .values({ key, count: 1, resetAt })
        .onConflictDoUpdate({
          target: rateLimits.key,
          set: {
            count: sql`case when ${isOver} then 1 else ${rateLimits.count} + 1 end`,
            resetAt: sql`case when ${isOver} then excluded.reset_at else ${rateLimits.resetAt} end`,
          },
        })
        .returning({ count: rateLimits.count, resetAt: rateLimits.resetAt });
      return waitMs(row, max);
    },
    async giveBack(key) {
      await db
        .update(rateLimits)
        .set({ count: sql`${rateLimits.count} - 1` })
        .where(sql`${rateLimits.key} = ${key} and ${rateLimits.count} > 0`);
    },
    async forget(key) {
      await db.delete(rateLimits).where(sql`${rateLimits.key} = ${key}`);
    },
    async sweep() {
      await db.delete(rateLimits).where(sql`${rateLimits.resetAt} <= ${clock().toISOString()}::timestamptz`);
    },
  };
}

/** Refuses with TOO_MANY when there is no room. */
export async function limitRate(limiter: RateLimiter, key: string, limit: RateLimit): Promise<void> {
  const waitMs = await limiter.consume(key, limit);
  if (waitMs !== null) throw tooMany(waitMs);
}

const tooMany = (waitMs: number): AppError => {
  const minutes = Math.max(1, Math.ceil(waitMs / 60_000));
  return new RetryLater('TOO_MANY', words('serverRefusals.tooMany', { minutes }), waitMs);
};
