import type { AppContext } from '../../platform/app-context.ts';
import { notFound } from '../../platform/app-error.ts';
import { withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { writeGrant } from './write-grant.ts';
import type { Holder } from './role-store.ts';

/** Takes a role from a member for good; the audit log keeps that they had it. */
export async function endGrant(
  ctx: Pick<AppContext, 'door'>,
  tenant: TenantContext,
  holder: Holder,
): Promise<void> {
  await withTenant(ctx.door, tenant, (tx) =>
    writeGrant(tx, holder, {
      action: 'role.ended',
      next: (present) => {
        if (!present) throw notFound();
        return null;
      },
    }),
  );
}
