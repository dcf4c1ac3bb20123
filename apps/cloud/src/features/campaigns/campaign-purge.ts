import { sql } from 'drizzle-orm';
import { campaignStaff } from '@educrowd/db/postgres/schema/people';
import { isLaunched } from '@educrowd/shared/campaigns/locked-after-launch';
import type { Campaign } from '@educrowd/shared/campaigns/campaign.entity';
import { deleteReferring } from '../../platform/delete-referring.ts';
import type { PurgeRules } from '../sync/index.ts';

/** Where money was taken, or may have been, nothing goes: receipts and the ledger speak of it. */
export const campaignPurge: PurgeRules = {
  kept: {
    Campaign: (_tx, rows) =>
      Promise.resolve(rows.some((row) => isLaunched({ status: row.status as Campaign['status'] }))),
    // A pledge that came to nothing still names what was chosen.
    Reward: async (tx, rows) => {
      const ids = sql`any(${sql.param(rows.map(({ id }) => String(id)))}::uuid[])`;
      const named = await tx.db.execute(sql`
        select 1 from pledge where tenant_id = ${tx.tenantId} and reward_id = ${ids}
        union all select 1 from reward_place where tenant_id = ${tx.tenantId} and reward_id = ${ids} limit 1`);
      return named.length > 0;
    },
  },
  going: { Campaign: (tx, rows) => deleteReferring(tx, campaignStaff.campaignId, rows) },
};
