import type { AppContext } from '../../platform/app-context.ts';
import { withTenant } from '../../platform/with-tenant.ts';

/** Puts a member's sign-in into the audit log of the school; somebody who is no member leaves no trace there. */
export const noteSignIn = (ctx: Pick<AppContext, 'door'>, tenantId: string, userId: string): Promise<void> =>
  withTenant(ctx.door, { tenantId, userId }, async (tx) => {
    if (tx.access) tx.audit('member.signedIn', { member: userId });
  });
