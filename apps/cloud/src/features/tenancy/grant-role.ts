import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import { members, roleGrants } from '@educrowd/db/postgres/schema/people';
import { newId } from '@educrowd/shared/primitives/id';
import { activeRoles, roles } from '@educrowd/shared/permissions/roles';
import { authorize } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, notFound, words } from '../../platform/app-error.ts';
import { withTenant, type TenantContext } from '../../platform/with-tenant.ts';

export const grantRoleSchema = z.strictObject({
  userId: z.uuid(),
  role: z.enum(roles),
  /** Null: until somebody takes it back. */
  expiresAt: z.iso.datetime().nullable().default(null),
});

/**
 * Gives a member of the school a role, or prolongs and reactivates the one they had. In force with the next request of
 * that person. Only an owner makes owners.
 */
export async function grantRole(
  ctx: Pick<AppContext, 'door'>,
  tenant: TenantContext,
  request: z.input<typeof grantRoleSchema>,
): Promise<void> {
  const { userId, role, expiresAt } = grantRoleSchema.parse(request);
  await withTenant(ctx.door, tenant, async (tx) => {
    authorize(tx, 'role.grant');
    const isOwner = tx.access !== null && activeRoles(tx.access, tx.now).includes('owner');
    if (role === 'owner' && !tx.isSystem && !isOwner) {
      throw new AppError('FORBIDDEN', words('serverRefusals.ownersMakeOwners'));
    }
    const [member] = await tx.db
      .select({ userId: members.userId })
      .from(members)
      .where(and(eq(members.tenantId, tx.tenantId), eq(members.userId, userId)));
    if (!member) throw notFound();
    const grant = { assignedBy: tx.userId, assignedAt: tx.now.toISOString(), expiresAt, isActive: true };
    await tx.db
      .insert(roleGrants)
      .values({ tenantId: tx.tenantId, id: newId(), userId, role, ...grant })
      .onConflictDoUpdate({ target: [roleGrants.tenantId, roleGrants.userId, roleGrants.role], set: grant });
    tx.audit('role.granted', { member: userId, role, expiresAt });
  });
}
