import * as z from 'zod';
import { roleKeySchema } from '@educrowd/shared/permissions/roles';
import { yearsThatPeopleMean } from '@educrowd/shared/primitives/instant';
import type { AppContext } from '../../platform/app-context.ts';
import { withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { writeGrant } from './write-grant.ts';

/** With or without a part of a second. */
export const grantEnd = z.iso.datetime().refine(...yearsThatPeopleMean);

export const grantRoleSchema = z.strictObject({
  userId: z.uuid().toLowerCase(),
  role: roleKeySchema,
  /** Null: until somebody takes it back. */
  expiresAt: grantEnd.nullable().default(null),
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
  await withTenant(ctx.door, tenant, (tx) =>
    writeGrant(
      tx,
      { userId, role },
      {
        action: 'role.granted',
        next: () => ({
          role,
          assignedBy: tx.userId,
          assignedAt: tx.now.toISOString(),
          expiresAt,
          isActive: true,
        }),
      },
    ),
  );
}
