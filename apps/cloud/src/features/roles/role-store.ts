/** All SQL of roles, their grants and their holders. */
import { and, asc, count, eq, ilike, isNull, or, sql, type SQL } from 'drizzle-orm';
import { customRoles, members, roleGrants } from '@educrowd/db/postgres/schema/people';
import { isDelegable, type Permission } from '@educrowd/shared/permissions/matrix';
import { customRoleIdOf, type RoleKey } from '@educrowd/shared/permissions/roles';
import { newId } from '@educrowd/shared/primitives/id';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

/** A role that the school has defined. */
export interface CustomRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

/** When and by whom a role was given, and how long it counts. */
export interface Grant {
  readonly role: RoleKey;
  readonly assignedBy: string | null;
  readonly assignedAt: string;
  readonly expiresAt: string | null;
  readonly isActive: boolean;
}

export interface Holder {
  readonly userId: string;
  readonly role: RoleKey;
}

const customRoleColumns = {
  id: customRoles.id,
  name: customRoles.name,
  description: customRoles.description,
  permissions: customRoles.permissions,
};

/** What the matrix does not know any more gives nothing, and is not shown. */
const customRoleOf = (row: Omit<CustomRole, 'permissions'> & { permissions: string[] }): CustomRole => ({
  ...row,
  permissions: row.permissions.filter(isDelegable),
});

export async function listCustomRoles(tx: ReadTx): Promise<CustomRole[]> {
  const rows = await tx.db
    .select(customRoleColumns)
    .from(customRoles)
    .where(eq(customRoles.tenantId, tx.tenantId))
    .orderBy(asc(sql`lower(${customRoles.name})`));
  return rows.map(customRoleOf);
}

export async function findCustomRole(tx: ReadTx, id: string): Promise<CustomRole | null> {
  const [row] = await tx.db
    .select(customRoleColumns)
    .from(customRoles)
    .where(and(eq(customRoles.tenantId, tx.tenantId), eq(customRoles.id, id)));
  return row ? customRoleOf(row) : null;
}

/** Null when the school has another role of this name. */
export async function insertCustomRole(
  tx: TenantTx,
  role: Omit<CustomRole, 'id'>,
  definedBy: string,
): Promise<string | null> {
  const id = newId();
  const [made] = await tx.db
    .insert(customRoles)
    .values({
      tenantId: tx.tenantId,
      id,
      ...role,
      permissions: [...role.permissions],
      definedBy,
      definedAt: tx.now.toISOString(),
    })
    .onConflictDoNothing()
    .returning({ id: customRoles.id });
  return made?.id ?? null;
}

export async function isNameTaken(tx: ReadTx, name: string, exceptId: string): Promise<boolean> {
  const rows = await tx.db
    .select({ id: customRoles.id })
    .from(customRoles)
    .where(
      and(
        eq(customRoles.tenantId, tx.tenantId),
        sql`lower(${customRoles.name}) = lower(${name})`,
        sql`${customRoles.id} <> ${exceptId}`,
      ),
    );
  return rows.length > 0;
}

export async function updateCustomRole(
  tx: TenantTx,
  { id, name, description, permissions: given }: CustomRole,
): Promise<void> {
  await tx.db
    .update(customRoles)
    .set({ name, description, permissions: [...given] })
    .where(and(eq(customRoles.tenantId, tx.tenantId), eq(customRoles.id, id)));
}

export async function deleteCustomRole(tx: TenantTx, id: string): Promise<void> {
  await tx.db.delete(customRoles).where(and(eq(customRoles.tenantId, tx.tenantId), eq(customRoles.id, id)));
}

/** A grant, seen from its role. */
export interface GrantOfRole {
  readonly userId: string;
  readonly expiresAt: string | null;
}

/** Also those who have it paused or ended by time: it can be resumed and prolonged. */
export const holdersOf = (tx: ReadTx, role: RoleKey): Promise<GrantOfRole[]> =>
  tx.db
    .select({ userId: roleGrants.userId, expiresAt: roleGrants.expiresAt })
    .from(roleGrants)
    .where(and(eq(roleGrants.tenantId, tx.tenantId), eq(roleGrants.role, role)));

const grantColumns = {
  role: roleGrants.role,
  assignedBy: roleGrants.assignedBy,
  assignedAt: roleGrants.assignedAt,
  expiresAt: roleGrants.expiresAt,
  isActive: roleGrants.isActive,
};

const ofHolder = (tx: ReadTx, { userId, role }: Holder): SQL | undefined =>
  and(eq(roleGrants.tenantId, tx.tenantId), eq(roleGrants.userId, userId), eq(roleGrants.role, role));

export async function findGrant(tx: ReadTx, holder: Holder): Promise<Grant | null> {
  const [row] = await tx.db.select(grantColumns).from(roleGrants).where(ofHolder(tx, holder));
  return row ?? null;
}

export async function putGrant(tx: TenantTx, userId: string, grant: Grant): Promise<void> {
  const { role, ...values } = grant;
  await tx.db
    .insert(roleGrants)
    .values({ tenantId: tx.tenantId, id: newId(), userId, role, ...values })
    .onConflictDoUpdate({ target: [roleGrants.tenantId, roleGrants.userId, roleGrants.role], set: values });
}

export async function deleteGrant(tx: TenantTx, holder: Holder): Promise<void> {
  await tx.db.delete(roleGrants).where(ofHolder(tx, holder));
}

/** Owners for good: in force, and nothing ends it by itself. */
export async function countLastingOwners(tx: ReadTx): Promise<number> {
  const [row] = await tx.db
    .select({ owners: count() })
    .from(roleGrants)
    .where(
      and(
        eq(roleGrants.tenantId, tx.tenantId),
        eq(roleGrants.role, 'owner'),
        eq(roleGrants.isActive, true),
        isNull(roleGrants.expiresAt),
      ),
    );
  return row?.owners ?? 0;
}

/** A grant with the words that a person reads of it. */
export interface ShownGrant extends Grant {
  /** Of a role that the school has defined; null of the others. */
  readonly customName: string | null;
  readonly assignedByName: string | null;
}

export interface MemberRow {
  readonly userId: string;
  readonly displayName: string;
  readonly email: string;
  readonly joinedAt: string;
}

export interface MembersAsked {
  readonly page: number;
  readonly perPage: number;
  /** Within name or address; empty for everybody. */
  readonly search: string;
}

const memberColumns = {
  userId: members.userId,
  displayName: members.displayName,
  email: members.email,
  joinedAt: members.joinedAt,
};

export async function listMembers(
  tx: ReadTx,
  { page, perPage, search }: MembersAsked,
): Promise<{ readonly rows: readonly MemberRow[]; readonly total: number }> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const wanted = and(
    eq(members.tenantId, tx.tenantId),
    search === '' ? undefined : or(ilike(members.displayName, pattern), ilike(members.email, pattern)),
  );
  const [counted] = await tx.db.select({ total: count() }).from(members).where(wanted);
  const rows = await tx.db
    .select(memberColumns)
    .from(members)
    .where(wanted)
    .orderBy(asc(sql`lower(${members.displayName})`), asc(members.userId))
    .limit(perPage)
    .offset((page - 1) * perPage);
  return { rows, total: counted?.total ?? 0 };
}

export async function findMember(tx: ReadTx, userId: string): Promise<MemberRow | null> {
  const [row] = await tx.db
    .select(memberColumns)
    .from(members)
    .where(and(eq(members.tenantId, tx.tenantId), eq(members.userId, userId)));
  return row ?? null;
}

/** By member; those without any are left out. */
export async function grantsOf(
  tx: ReadTx,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ShownGrant[]>> {
  const rows = await tx.db
    .select({
      userId: roleGrants.userId,
      ...grantColumns,
      customName: customRoles.name,
      assignedByName: sql<
        string | null
      >`(select m.display_name from member m where m.tenant_id = role_grant.tenant_id and m.user_id = role_grant.assigned_by)`,
    })
    .from(roleGrants)
    .leftJoin(
      customRoles,
      and(eq(customRoles.tenantId, roleGrants.tenantId), eq(customRoles.id, roleGrants.customRoleId)),
    )
    .where(
      and(
        eq(roleGrants.tenantId, tx.tenantId),
        sql`${roleGrants.userId} = any(${sql.param([...userIds])}::uuid[])`,
      ),
    )
    .orderBy(asc(roleGrants.assignedAt), asc(roleGrants.role));
  return Map.groupBy(rows, (row) => row.userId);
}

/** How many people hold each role, whether it counts at present or not. */
export async function countHolders(tx: ReadTx): Promise<ReadonlyMap<RoleKey, number>> {
  const rows = await tx.db
    .select({ role: roleGrants.role, holders: count() })
    .from(roleGrants)
    .where(eq(roleGrants.tenantId, tx.tenantId))
    .groupBy(roleGrants.role);
  return new Map(rows.map(({ role, holders }) => [role, holders]));
}

/** A role that can be given: built in, or defined by this school; null when there is none. */
export async function findRole(
  tx: ReadTx,
  key: RoleKey,
): Promise<{ readonly name: string | null; readonly permissions: readonly Permission[] } | null> {
  const id = customRoleIdOf(key);
  return id === null ? { name: null, permissions: [] } : findCustomRole(tx, id);
}
