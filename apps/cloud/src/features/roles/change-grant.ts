import * as z from 'zod';
import { roleKeySchema } from '@educrowd/shared/permissions/roles';
import { must } from '@educrowd/shared/primitives/assert';
import type { AppContext } from '../../platform/app-context.ts';
import { notFound } from '../../platform/app-error.ts';
import { withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { grantEnd } from './grant-role.ts';
import { writeGrant } from './write-grant.ts';
import type { Grant } from './role-store.ts';

export const changeGrantSchema = z.strictObject({
  userId: z.uuid().toLowerCase(),
  role: roleKeySchema,
  /** Left as it is unless given; null: until somebody takes it back. */
  expiresAt: grantEnd.nullable().optional(),
  isActive: z.boolean().optional(),
});

/** Changes how long a role counts that a member has, or puts it out of force and back. */
export async function changeGrant(
  ctx: Pick<AppContext, 'door'>,
  tenant: TenantContext,
  request: z.input<typeof changeGrantSchema>,
): Promise<Grant> {
  const { userId, role, expiresAt, isActive } = changeGrantSchema.parse(request);
  const changed = await withTenant(ctx.door, tenant, (tx) =>
    writeGrant(
      tx,
      { userId, role },
      {
        action: 'role.changed',
        next: (present) => {
          if (!present) throw notFound();
          return {
            ...present,
            ...(expiresAt === undefined ? {} : { expiresAt }),
            ...(isActive === undefined ? {} : { isActive }),
          };
        },
      },
    ),
  );
  return must(changed, 'grant that was changed');
}
