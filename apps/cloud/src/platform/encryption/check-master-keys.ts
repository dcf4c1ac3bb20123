import { sql } from 'drizzle-orm';
import type { TenantDoor } from '../with-tenant.ts';

/** Refuses to start without a master key that wraps keys of schools: what they encrypt could not be read. */
export async function checkMasterKeys({ database, masterKeys }: TenantDoor): Promise<void> {
  const used = await database.db.execute<{ reference: string }>(
    sql`select directory.master_keys() as reference`,
  );
  const missing = used
    .map(({ reference }) => reference)
    .filter((reference) => !masterKeys.byReference.has(reference));
  if (missing.length === 0) return;
  throw new Error(
    `The server does not start, because MASTER_KEYS lacks keys under which this database is encrypted: ${missing.join(', ')} (id and fingerprint). ` +
      'Without MASTER_KEYS, the key is made from SECRET: then SECRET is not the one that it was.',
  );
}
