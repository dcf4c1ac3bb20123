/** Who hears of pledges, and the backers who hear of their campaign. */
import { sql } from 'drizzle-orm';
import type { Audience, AudiencePart, Recipient } from '../../platform/events.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { campaignStaffAudience } from '../campaigns/index.ts';
import { findPledge } from './pledge-store.ts';

/** Those who run the campaign, but for whoever pledged. */
export async function pledgeAudience(
  tx: ReadTx,
  part: AudiencePart<{ readonly campaignId: string; readonly pledgeId: string }>,
): Promise<Recipient[]> {
  const pledge = await findPledge(tx, part.data.pledgeId);
  return campaignStaffAudience(tx, { ...part, actorId: pledge?.userId ?? part.actorId });
}

/** Everybody whose pledge stands, once each: by their account where they have one, else by their address. */
export const backerAudience: Audience<'campaignUpdate.published'> = async (tx, { data, after, limit }) => {
  const rows = await tx.db.execute<{ key: string; user_id: string | null; email: string }>(sql`
    with standing as (
      select user_id, email, created_at from pledge
      where tenant_id = ${tx.tenantId} and campaign_id = ${data.campaignId} and status = 'collected'
    ), backer as (
      select distinct on (key) key, user_id, email from (
        select coalesce(user_id::text, email) collate "C" as key, user_id, email, created_at from standing
        where user_id is not null
          or email not in (select email from standing where user_id is not null)
      ) as each order by key, created_at desc
    )
    select key, user_id, email from backer where key > ${after} order by key limit ${limit}`);
  return rows.map(({ key, user_id: userId, email }) => ({ key, userId, email }));
};
