import { sql } from 'drizzle-orm';
import { members, roleGrants } from '@educrowd/db/postgres/schema/people';
import { newId } from '@educrowd/shared/primitives/id';
import type { AppContext } from '../../platform/app-context.ts';
import { withTenant, type TenantTx } from '../../platform/with-tenant.ts';
import type { Person } from './provision-tenant.ts';

/** Makes an account a member of a school, as a student. Somebody who is a member already stays what they are. */
export const joinSchool = (ctx: Pick<AppContext, 'door'>, tenantId: string, person: Person): Promise<void> =>
  withTenant(ctx.door, { tenantId, userId: person.userId }, (tx) => joinWithin(tx, person));

/** As `joinSchool`, as a part of another command: enrolling makes somebody a member, too. */
export async function joinWithin(tx: TenantTx, person: Person): Promise<void> {
  const at = tx.now.toISOString();
  const [joined] = await tx.db
    .insert(members)
    .values({
      tenantId: tx.tenantId,
      userId: person.userId,
      displayName: person.name,
      email: person.email,
      joinedAt: at,
    })
    .onConflictDoNothing()
    .returning({ userId: members.userId });
  if (!joined) return;
  await tx.db.insert(roleGrants).values({
    tenantId: tx.tenantId,
    id: newId(),
    userId: person.userId,
    role: 'student',
    assignedBy: null,
    assignedAt: at,
    expiresAt: null,
  });
  await tx.db.execute(sql`select directory.note_membership(${person.userId}::uuid, ${at}::timestamptz)`);
  tx.audit('member.joined', { member: person.userId, role: 'student' });
}
