import { and, eq, sql } from 'drizzle-orm';
import { members } from '@educrowd/db/postgres/schema/people';
import type { Access, RoleGrant } from '@educrowd/shared/permissions/access';
import type { RoleKey } from '@educrowd/shared/permissions/roles';
import { can, type Subject } from '@educrowd/shared/permissions/can';
import type { Permission } from '@educrowd/shared/permissions/matrix';
import { AppError, words } from './app-error.ts';
import type { Transaction } from './database.ts';
import type { ReadTx } from './with-tenant.ts';

interface GrantJson {
  readonly role: RoleKey;
  /** Of a role that the school has defined, as the next one. */
  readonly name: string | null;
  readonly permissions: readonly Permission[] | null;
  readonly assigned_by: string | null;
  readonly assigned_at: string;
  readonly expires_at: string | null;
  readonly is_active: boolean;
}

/** Of a query on `member` (named as text: drizzle would leave the table's name out): everything that decides what the member may do. */
export const accessColumns = {
  grants: sql<
    GrantJson[]
  >`(select coalesce(jsonb_agg(to_jsonb(g) || jsonb_build_object('permissions', c.permissions, 'name', c.name)), '[]')
    from role_grant g left join custom_role c on c.tenant_id = g.tenant_id and c.id = g.custom_role_id
    where g.tenant_id = member.tenant_id and g.user_id = member.user_id)`,
  courseIds: sql<
    string[]
  >`(select coalesce(jsonb_agg(s.course_id), '[]') from course_staff s where s.tenant_id = member.tenant_id and s.user_id = member.user_id)`,
  campaignIds: sql<
    string[]
  >`(select coalesce(jsonb_agg(s.campaign_id), '[]') from campaign_staff s where s.tenant_id = member.tenant_id and s.user_id = member.user_id)`,
} as const;

interface AccessRow {
  readonly grants: readonly GrantJson[];
  readonly courseIds: readonly string[];
  readonly campaignIds: readonly string[];
}

export const accessOf = (userId: string, { grants, courseIds, campaignIds }: AccessRow): Access => ({
  userId,
  grants: grants.map((grant): RoleGrant => ({
    role: grant.role,
    ...(grant.permissions === null ? {} : { permissions: grant.permissions }),
    ...(grant.name === null ? {} : { name: grant.name }),
    assignedBy: grant.assigned_by,
    assignedAt: new Date(grant.assigned_at),
    expiresAt: grant.expires_at === null ? null : new Date(grant.expires_at),
    isActive: grant.is_active,
  })),
  courseIds,
  campaignIds,
});

/** A member's grants, staff courses and campaigns in one statement; null for somebody who is no member of the school. */
export async function loadAccess(
  db: Transaction,
  tenantId: string,
  userId: string,
): Promise<{ readonly access: Access; readonly displayName: string } | null> {
  const [row] = await db
    .select({ displayName: members.displayName, ...accessColumns })
    .from(members)
    .where(and(eq(members.tenantId, tenantId), eq(members.userId, userId)));
  return row ? { displayName: row.displayName, access: accessOf(userId, row) } : null;
}

/** Refuses with FORBIDDEN (or SIGN_IN for a visitor) what the matrix does not allow. Every command calls it itself. */
export function authorize(tx: ReadTx, permission: Permission, subject: Subject = {}): void {
  if (tx.isSystem || mayDo(tx, permission, subject)) return;
  if (tx.userId === null) throw new AppError('SIGN_IN', words('serverRefusals.signIn'));
  throw new AppError('FORBIDDEN', words('serverRefusals.notAllowed'));
}

/** `signedIn` rules hold for any account, member of this school or not. */
export function mayDo(tx: ReadTx, permission: Permission, subject: Subject = {}): boolean {
  const account: Access | null =
    tx.access ??
    (tx.userId === null ? null : { userId: tx.userId, grants: [], courseIds: [], campaignIds: [] });
  return can({ access: account, now: tx.now }, permission, subject);
}
