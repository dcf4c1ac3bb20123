/** What devices may do to campaigns beyond plain edits, and which plain edits come too late. */
import { and, eq } from 'drizzle-orm';
import { campaignStaff } from '@educrowd/db/postgres/schema/people';
import { rewards } from '@educrowd/db/postgres/schema/synced';
import type { Campaign } from '@educrowd/shared/campaigns/campaign.entity';
import { refusedCampaignChange, refusedRewardChange } from '@educrowd/shared/campaigns/locked-after-launch';
import type { Reward } from '@educrowd/shared/campaigns/reward.entity';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { createTranslate, type PlainMessageKey } from '@educrowd/shared/messages/translate';
import { must } from '@educrowd/shared/primitives/assert';
import { amountsInOther } from '@educrowd/shared/sync/amounts';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { MutationRefused, type ChangingHook, type MutationHandlers } from '../sync/index.ts';
import { countTakenPlaces, lockPlaces } from './reward-places.ts';

export const campaignMutations: MutationHandlers = {
  commands: {},
  created: {
    // Whoever creates a campaign runs it: that grants the holding without which it would leave the device.
    Campaign: (batch, row) => {
      const userId = must(batch.tx.userId, 'signed-in user');
      const campaignId = String(row.id);
      batch.joinCampaign(campaignId);
      batch.afterWrite(async (tx) => {
        const addedAt = tx.now.toISOString();
        await tx.db
          .insert(campaignStaff)
          .values({ tenantId: tx.tenantId, campaignId, userId, addedAt })
          .onConflictDoNothing();
        tx.audit('campaign.created', { campaignId });
      });
    },
  },
  changing: {
    Campaign: async (batch, { before, after }) => {
      refuse(refusedCampaignChange(before as Campaign | null, after as Campaign));
      if (before && before.currency !== after.currency) await keepNumbers(batch, before, after);
    },
    Reward: async (batch, { before, after }) => refuse(await refusedReward(batch, before, after)),
  },
};

/** Rewards are in the currency of their campaign, also those in Trash and those that whoever changes it has not seen. */
async function keepNumbers(
  batch: Parameters<ChangingHook>[0],
  { id, currency: from }: WireRow,
  { currency: to }: WireRow,
): Promise<void> {
  const { tx } = batch;
  const stored = await tx.db
    .select({ id: rewards.id })
    .from(rewards)
    .where(and(eq(rewards.tenantId, tx.tenantId), eq(rewards.campaignId, String(id) as Campaign['id'])));
  const written = batch.written('Reward').filter(({ campaignId }) => campaignId === id);
  const ids = new Set([...stored, ...written].map((each) => String(each.id)));
  const refs = [...ids].map((rewardId) => ({ entityName: 'Reward', id: rewardId }));
  await batch.load(refs);
  for (const ref of refs) {
    const row = must(await batch.find(ref), 'reward of a campaign');
    const amounts = amountsInOther(entityNamed('Reward'), row, { from, to });
    if (amounts.amountMinor !== row.amountMinor) batch.put('Reward', { ...row, ...amounts }, ['amountMinor']);
  }
}

type Row = Parameters<ChangingHook>[1]['before'];

/** The places that the row tells of are those of a moment ago, so terms are changed by those that are taken now. */
async function refusedReward(
  batch: Parameters<ChangingHook>[0],
  before: Row,
  after: Row,
): Promise<PlainMessageKey | null> {
  const { tx } = batch;
  const next = after as Reward;
  const campaign = (await batch.find({
    entityName: 'Campaign',
    id: String(next.campaignId),
  })) as Campaign | null;
  if (before === null) return refusedRewardChange(null, next, campaign);
  const last = before as Reward;
  const isSame =
    last.amountMinor === next.amountMinor &&
    last.title === next.title &&
    last.limitCount === next.limitCount &&
    last.deletedAt === next.deletedAt;
  if (isSame) return refusedRewardChange(last, next, campaign);
  await lockPlaces(tx, last.id);
  const claimedCount = Math.max(last.claimedCount, await countTakenPlaces(tx, last.id));
  return refusedRewardChange({ ...last, claimedCount }, next, campaign);
}

function refuse(reason: PlainMessageKey | null): void {
  if (reason !== null) throw new MutationRefused('CONFLICT', createTranslate('en')(reason));
}
