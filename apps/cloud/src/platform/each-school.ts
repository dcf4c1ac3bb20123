import { sql } from 'drizzle-orm';
import type { TenantContext, TenantDoor } from './with-tenant.ts';

/**
 * Does the same in every school, one after the other, and goes on where it fails in one of them. Throws at the end what
 * went wrong, so that the job is known to have failed.
 */
export async function eachSchool(
  door: TenantDoor,
  work: (context: TenantContext) => Promise<unknown>,
): Promise<void> {
  const schools = await door.database.db.execute<{ id: string }>(
    sql`select id from directory.active_schools() as id`,
  );
  const failures: unknown[] = [];
  for (const { id: tenantId } of schools) {
    try {
      await work({ tenantId, userId: null, isSystem: true });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `it failed in ${failures.length} schools`);
}
