/**
 * A new generation of data keys, and the current master key around all of them. What is sealed under older generations
 * stays readable; `renew-fields.ts` brings it to the new one, and destroys what nothing uses any more.
 */
import { and, desc, eq, sql } from 'drizzle-orm';
import { dataKeys } from '@educrowd/db/postgres/schema/keys';
import type { AppContext } from '../app-context.ts';
import { eachSchool } from '../each-school.ts';
import { lockUntilCommit } from '../lock-until-commit.ts';
import { withTenant, type TenantTx } from '../with-tenant.ts';
import { newDataKey, type MasterKeys } from './master-keys.ts';
import { queueRenewal } from './renew-fields.ts';
import { rewrapKeys } from './rewrap-keys.ts';
import { noteMasterKey } from './tenant-keys.ts';

type Needs = Pick<AppContext, 'door'>;

export interface Rotation {
  readonly schools: number;
  /** Keys that are wrapped by the current master key since now. */
  readonly rewrapped: number;
  /** References of master keys that wrap nothing any more: they may leave the environment. */
  readonly unused: readonly string[];
}

/** @param isOnlyRewrapped the data keys stay as they are; only their master key changes */
export async function rotateAllKeys(
  { door }: Needs,
  { isOnlyRewrapped = false }: { readonly isOnlyRewrapped?: boolean } = {},
): Promise<Rotation> {
  const { masterKeys } = door;
  let [schools, rewrapped] = [0, 0];
  await eachSchool(door, async (context) => {
    schools += 1;
    rewrapped += await withTenant(door, context, async (tx) => {
      const count = await rewrapKeys(tx, masterKeys);
      if (!isOnlyRewrapped) await beginGeneration(tx, masterKeys);
      return count;
    });
  });
  const rows = await door.database.db.execute<{ reference: string }>(
    sql`select directory.forget_master_keys(array[${masterKeys.current.reference}]) as reference`,
  );
  return { schools, rewrapped, unused: rows.map(({ reference }) => reference) };
}

/** Everything that is sealed from now on is sealed under a new key. A school without keys gets them when it needs them. */
async function beginGeneration(tx: TenantTx, masterKeys: MasterKeys): Promise<void> {
  await lockUntilCommit(tx, 'data keys');
  const { db, tenantId, now } = tx;
  const isField = and(eq(dataKeys.tenantId, tenantId), eq(dataKeys.purpose, 'field'));
  const [newest] = await db
    .select({ generation: dataKeys.generation })
    .from(dataKeys)
    .where(isField)
    .orderBy(desc(dataKeys.generation))
    .limit(1);
  if (!newest) return;
  const name = { tenantId, purpose: 'field' as const, generation: newest.generation + 1 };
  await db
    .insert(dataKeys)
    .values({ ...name, ...newDataKey(masterKeys, name), createdAt: now.toISOString() });
  await noteMasterKey({ db, now, masterKeys });
  tx.audit('keys.rotated', { generation: name.generation });
  await queueRenewal(tx);
}
