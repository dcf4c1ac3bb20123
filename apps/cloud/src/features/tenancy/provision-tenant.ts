import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { members, roleGrants } from '@educrowd/db/postgres/schema/people';
import { syncTenants } from '@educrowd/db/postgres/schema/sync';
import { completeRow } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import { currencySchema } from '@educrowd/shared/primitives/money';
import { personName } from '@educrowd/shared/primitives/text';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, words } from '../../platform/app-error.ts';
import { writeRows } from '../../platform/synced-rows.ts';
import { withTenant, type TenantTx } from '../../platform/with-tenant.ts';
import { slugProblem } from './host-name.ts';
import { findSchoolBySlug } from './school-store.ts';

export const provisionSchema = z.strictObject({
  name: personName(120).pipe(z.string().min(2)),
  /** First label of the school's address. */
  slug: z.string().trim().toLowerCase(),
  language: z.string().max(35).optional(),
  timeZone: z.string().max(64).optional(),
  currency: currencySchema.optional(),
});
export type ProvisionRequest = z.input<typeof provisionSchema>;

export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
}

export interface Provisioned {
  readonly tenantId: string;
  readonly slug: string;
  readonly host: string;
  /** False when the same person had set it up before. */
  readonly isNew: boolean;
}

/**
 * Sets up a school with its first owner. Repeating it, after a lost answer or at the same time, changes nothing; an
 * address that belongs to another school is refused with CONFLICT on `slug`.
 */
export async function provisionTenant(
  ctx: Pick<AppContext, 'door' | 'settings'>,
  owner: Person,
  request: ProvisionRequest,
): Promise<Provisioned> {
  const wanted = provisionSchema.parse(request);
  const problem = slugProblem(wanted.slug);
  if (problem === 'form') throw new AppError('INVALID', words('serverRefusals.addressForm'), 'slug');
  if (problem === 'reserved') throw new AppError('CONFLICT', words('serverRefusals.addressTaken'), 'slug');
  const host = `${wanted.slug}.${ctx.settings.publicUrl.hostname}`;
  const existing = await findSchoolBySlug(ctx.door, wanted.slug);
  const setUp = (tenantId: string): Promise<Provisioned | null> =>
    setUpOnce(ctx, owner, { ...wanted, tenantId, host });
  // A new id finds the address taken when the same request is under way a second time: then it is the other one's school.
  const made = await setUp(existing ?? newId<'Tenant'>());
  const since = made ? null : await findSchoolBySlug(ctx.door, wanted.slug);
  const provisioned = made ?? (since === null || since === existing ? null : await setUp(since));
  if (!provisioned) throw taken();
  return provisioned;
}

type Wanted = z.output<typeof provisionSchema> & { readonly tenantId: string; readonly host: string };

/** Null when the address belongs to another school, or the school to somebody else. */
function setUpOnce(
  ctx: Pick<AppContext, 'door'>,
  owner: Person,
  wanted: Wanted,
): Promise<Provisioned | null> {
  const { tenantId, slug, host } = wanted;
  return withTenant(ctx.door, { tenantId, userId: owner.userId, isSystem: true }, async (tx) => {
    if (!(await register(tx, slug, host))) return null;
    const [created] = await tx.db
      .insert(syncTenants)
      .values({ tenantId, epoch: crypto.randomUUID(), auditHash: new Uint8Array(32) })
      .onConflictDoNothing()
      .returning({ tenantId: syncTenants.tenantId });
    if (!created) return (await isOwner(tx, owner.userId)) ? { tenantId, slug, host, isNew: false } : null;
    await describe(tx, wanted);
    await addOwner(tx, owner);
    tx.audit('school.created', { slug, host });
    return { tenantId, slug, host, isNew: true };
  });
}

const taken = (): AppError => new AppError('CONFLICT', words('serverRefusals.addressTaken'), 'slug');

async function register(tx: TenantTx, slug: string, host: string): Promise<boolean> {
  const [row] = await tx.db.execute<{ is_ours: boolean }>(
    sql`select directory.register_school(${tx.tenantId}::uuid, ${slug}, ${host}, ${tx.now.toISOString()}::timestamptz) as is_ours`,
  );
  return row?.is_ours === true;
}

async function describe(tx: TenantTx, wanted: Wanted): Promise<void> {
  const entity = entityNamed('TenantSettings');
  const { name, language, timeZone, currency } = wanted;
  const given = Object.fromEntries(
    Object.entries({ name, language, timeZone, currency }).filter(([, value]) => value !== undefined),
  );
  const after = completeRow(entity, { id: tx.tenantId, ...given }, tx.now.toISOString());
  await writeRows(tx, [{ entity, before: null, after, authors: {} }]);
}

async function addOwner(tx: TenantTx, owner: Person): Promise<void> {
  const at = tx.now.toISOString();
  await tx.db.insert(members).values({
    tenantId: tx.tenantId,
    userId: owner.userId,
    displayName: owner.name,
    email: owner.email,
    joinedAt: at,
  });
  await tx.db.insert(roleGrants).values({
    tenantId: tx.tenantId,
    id: newId(),
    userId: owner.userId,
    role: 'owner',
    assignedBy: null,
    assignedAt: at,
    expiresAt: null,
  });
  await tx.db.execute(sql`select directory.note_membership(${owner.userId}::uuid, ${at}::timestamptz)`);
}

async function isOwner(tx: TenantTx, userId: string): Promise<boolean> {
  const [row] = await tx.db
    .select({ isActive: roleGrants.isActive, expiresAt: roleGrants.expiresAt })
    .from(roleGrants)
    .where(
      sql`${roleGrants.tenantId} = ${tx.tenantId} and ${roleGrants.userId} = ${userId} and ${roleGrants.role} = 'owner'`,
    );
  return row?.isActive === true && (row.expiresAt === null || new Date(row.expiresAt) > tx.now);
}
