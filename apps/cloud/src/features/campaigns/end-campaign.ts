/** The end of a campaign at its deadline: a job for that moment, and an hourly sweep for what no job has ended. */
import * as z from 'zod';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import { lockRows, writeRows } from '../../platform/synced-rows.ts';
import { readTenant, withTenant, type TenantDoor, type TenantTx } from '../../platform/with-tenant.ts';
import { listOverdue } from './campaign-store.ts';

export const END_CAMPAIGN_TASK = 'end-campaign';
export const endCampaignPayload = z.strictObject({ tenantId: z.uuid(), campaignId: z.uuid() });

export const queueEnd = (
  tx: TenantTx,
  { id, deadline }: { readonly id: string; readonly deadline: string },
): Promise<void> => tx.enqueue(END_CAMPAIGN_TASK, { campaignId: id }, { key: id, runAt: new Date(deadline) });

/** Ends a campaign whose deadline has passed; come too early, it waits for it. Running twice changes nothing. */
export const endCampaign = (
  door: TenantDoor,
  { tenantId, campaignId }: z.output<typeof endCampaignPayload>,
): Promise<void> =>
  withTenant(door, { tenantId, userId: null, isSystem: true }, async (tx) => {
    const [stored] = (await lockRows(tx, [{ entityName: 'Campaign', id: campaignId }])).values();
    if (!stored || stored.row.status !== 'live' || typeof stored.row.deadline !== 'string') return;
    const { deadline } = stored.row;
    if (tx.now < new Date(deadline)) return queueEnd(tx, { id: campaignId, deadline });
    // No pledge begins after the deadline, so that is when it ended, whenever this runs. What was begun before and is
    // paid within its time still counts.
    const after = { ...stored.row, status: 'ended', endedAt: deadline };
    await writeRows(tx, [
      { entity: entityNamed('Campaign'), before: stored, after, authors: stored.authors },
    ]);
    tx.audit('campaign.ended', { campaignId });
  });

/** The net below the jobs: ends what is overdue in every school. */
export const endOverdueCampaigns = ({ door }: Pick<AppContext, 'door'>): Promise<void> =>
  eachSchool(door, async (context) => {
    const overdue = await readTenant(door, context, listOverdue);
    for (const { id } of overdue) await endCampaign(door, { tenantId: context.tenantId, campaignId: id });
  });
