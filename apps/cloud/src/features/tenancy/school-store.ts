/** All SQL of the directory and of a school's own description. */
import { and, eq, sql } from 'drizzle-orm';
import { tenantSettings } from '@educrowd/db/postgres/schema/synced';
import type { School } from '../../platform/request.ts';
import { readTenant, type ReadTx, type TenantDoor } from '../../platform/with-tenant.ts';

export interface SchoolAddress {
  readonly id: string;
  readonly slug: string;
  readonly host: string;
}

export async function findSchoolBySlug(door: TenantDoor, slug: string): Promise<string | null> {
  const [row] = await door.database.db.execute<{ id: string | null }>(
    sql`select directory.school_of_slug(${slug}) as id`,
  );
  return row?.id ?? null;
}

export async function findSchoolByHost(door: TenantDoor, host: string): Promise<string | null> {
  const [row] = await door.database.db.execute<{ id: string | null }>(
    sql`select directory.school_of_host(${host}) as id`,
  );
  return row?.id ?? null;
}

export async function schoolsOfUser(door: TenantDoor, userId: string): Promise<readonly SchoolAddress[]> {
  return door.database.db.execute<{ id: string; slug: string; host: string }>(
    sql`select id, slug, host from directory.schools_of_user(${userId}::uuid)`,
  );
}

/** What pages need of a school; null while it is being set up. */
export const readSchool = (door: TenantDoor, tenantId: string): Promise<School | null> =>
  readTenant(door, { tenantId, userId: null, isSystem: true }, async (tx) => {
    const [address, settings] = await Promise.all([readAddress(tx), readSettings(tx)]);
    if (!address || !settings) return null;
    const { name, language, timeZone, currency, brandHue } = settings;
    return {
      id: tenantId,
      slug: address.slug,
      host: address.host,
      name,
      language,
      timeZone,
      currency,
      brandHue,
    };
  });

async function readAddress(tx: ReadTx): Promise<{ slug: string; host: string } | undefined> {
  const [row] = await tx.db.execute<{ slug: string; host: string }>(
    sql`select slug, host from directory.own_address()`,
  );
  return row;
}

async function readSettings(tx: ReadTx) {
  const [row] = await tx.db
    .select({
      name: tenantSettings.name,
      language: tenantSettings.language,
      timeZone: tenantSettings.timeZone,
      currency: tenantSettings.currency,
      brandHue: tenantSettings.brandHue,
    })
    .from(tenantSettings)
    .where(and(eq(tenantSettings.tenantId, tx.tenantId), eq(tenantSettings.id, sql`${tx.tenantId}`)));
  return row;
}
