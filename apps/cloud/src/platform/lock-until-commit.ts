import { sql } from 'drizzle-orm';
import type { TenantTx } from './with-tenant.ts';

/** Nobody else in the school holds the lock of this name until COMMIT: those that come at once come one after the other. */
export async function lockUntilCommit(tx: TenantTx, name: string): Promise<void> {
  const key = `${tx.tenantId} ${name}`;
  await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}
