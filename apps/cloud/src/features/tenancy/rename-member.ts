import { and, eq } from 'drizzle-orm';
import { members } from '@educrowd/db/postgres/schema/people';
import type { AppContext } from '../../platform/app-context.ts';
import { withTenant } from '../../platform/with-tenant.ts';
import type { Person } from './provision-tenant.ts';
import { schoolsOfUser } from './school-store.ts';

/** Tells every school of a person their new name. Each school is a transaction of its own; repeating it is harmless. */
export async function renameMember(ctx: Pick<AppContext, 'door'>, { userId, name }: Person): Promise<void> {
  for (const school of await schoolsOfUser(ctx.door, userId)) {
    await withTenant(ctx.door, { tenantId: school.id, userId }, async (tx) => {
      if (!tx.access || tx.memberName === name) return;
      await tx.db
        .update(members)
        .set({ displayName: name })
        .where(and(eq(members.tenantId, tx.tenantId), eq(members.userId, userId)));
      tx.audit('member.renamed', { member: userId });
    });
  }
}
