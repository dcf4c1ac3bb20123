import { and, eq, ne } from 'drizzle-orm';
import { dataKeys } from '@educrowd/db/postgres/schema/keys';
import { lockUntilCommit } from '../lock-until-commit.ts';
import type { TenantTx } from '../with-tenant.ts';
import { rewrapKey, type MasterKeys } from './master-keys.ts';
import { noteMasterKey } from './tenant-keys.ts';

/** How many keys of the school were wrapped by an older master key. */
export async function rewrapKeys(tx: TenantTx, masterKeys: MasterKeys): Promise<number> {
  await lockUntilCommit(tx, 'data keys');
  const { db, tenantId, now } = tx;
  const older = await db
    .select()
    .from(dataKeys)
    .where(and(eq(dataKeys.tenantId, tenantId), ne(dataKeys.masterKey, masterKeys.current.reference)))
    .for('no key update');
  for (const { purpose, generation, ...wrapped } of older) {
    await db
      .update(dataKeys)
      .set(rewrapKey(masterKeys, { tenantId, purpose, generation }, wrapped))
      .where(
        and(
          eq(dataKeys.tenantId, tenantId),
          eq(dataKeys.purpose, purpose),
          eq(dataKeys.generation, generation),
        ),
      );
  }
  if (older.length > 0) await noteMasterKey({ db, now, masterKeys });
  return older.length;
}
