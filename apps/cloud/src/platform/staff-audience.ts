/** The people of a school who may do something, as an audience of events. */
import { sql, type SQL } from 'drizzle-orm';
import { members } from '@educrowd/db/postgres/schema/people';
import { can, type Subject } from '@educrowd/shared/permissions/can';
import { ruleOf, type Permission } from '@educrowd/shared/permissions/matrix';
import { accessColumns, accessOf } from './access.ts';
import type { AudiencePart, Recipient } from './events.ts';
import type { ReadTx } from './with-tenant.ts';

export interface Ability {
  readonly permission: Permission;
  readonly subject: Subject;
}

/**
 * Who is on the staff of the course or campaign and may do it there. Where that is nobody but the acting person,
 * those who may do it anywhere in the school are asked instead: something is not left unseen.
 */
export async function staffAudience(
  tx: ReadTx,
  { permission, subject }: Ability,
  part: AudiencePart<unknown>,
): Promise<Recipient[]> {
  const others = async (condition: SQL): Promise<Recipient[]> =>
    (await membersWhoMay(tx, { permission, subject }, condition)).filter(
      (each) => each.userId !== part.actorId,
    );
  const staff = await others(isOnStaff(tx, subject));
  const found = staff.length > 0 ? staff : await others(hasRole(tx, permission));
  return found.filter((each) => each.key > part.after).slice(0, part.limit);
}

async function membersWhoMay(
  tx: ReadTx,
  { permission, subject }: Ability,
  condition: SQL,
): Promise<Recipient[]> {
  const rows = await tx.db
    .select({ userId: members.userId, email: members.email, ...accessColumns })
    .from(members)
    .where(sql`${members.tenantId} = ${tx.tenantId} and ${condition}`)
    .orderBy(sql`${members.userId}::text collate "C"`);
  return rows
    .filter((row) => can({ access: accessOf(row.userId, row), now: tx.now }, permission, subject))
    .map(({ userId, email }) => ({ key: userId, userId, email }));
}

function isOnStaff(tx: ReadTx, { courseId, campaignId }: Subject): SQL {
  if (courseId !== undefined)
    return sql`${members.userId} in (select user_id from course_staff where tenant_id = ${tx.tenantId} and course_id = ${courseId})`;
  if (campaignId !== undefined)
    return sql`${members.userId} in (select user_id from campaign_staff where tenant_id = ${tx.tenantId} and campaign_id = ${campaignId})`;
  return sql`false`;
}

function hasRole(tx: ReadTx, permission: Permission): SQL {
  const { roles } = ruleOf(permission);
  if (typeof roles === 'string') return sql`false`;
  return sql`${members.userId} in (select user_id from role_grant where tenant_id = ${tx.tenantId}
    and (role = any(${sql.param([...roles])}::text[]) or custom_role_id in
      (select id from custom_role where tenant_id = ${tx.tenantId} and ${permission} = any(permissions))))`;
}
