/**
 * Folds pledges and ledger into the synced rows of a campaign: totals, places taken, and a record of each pledge for the
 * devices of those who run it. Everything is derived anew, never added to what stood there, so it may run twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { PledgeRecord } from '@educrowd/shared/campaigns/pledge-record.entity';
import { asId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { sql } from 'drizzle-orm';
import type { AppContext } from '../../platform/app-context.ts';
import {
  lockRows,
  refKey,
  selectRows,
  writeRows,
  type RowWrite,
  type StoredRow,
} from '../../platform/synced-rows.ts';
import { readTenant, withTenant, type TenantTx } from '../../platform/with-tenant.ts';
import { collectedMinor } from './ledger-store.ts';
import { countClaims, sumPledges, takeUnfolded, type PledgeRow } from './pledge-store.ts';

export const foldPayload = z.strictObject({ tenantId: z.uuid(), campaignId: z.uuid() });
type FoldPayload = z.output<typeof foldPayload>;

/** So often at most are a campaign's rows written; devices hear of each time. */
const AT_MOST_EVERY_MS = 250;
const RECORDS_AT_ONCE = 500;

export async function foldCampaign(
  { door, clock }: Pick<AppContext, 'door' | 'clock'>,
  { tenantId, campaignId }: FoldPayload,
): Promise<void> {
  const context = { tenantId, userId: null, isSystem: true };
  const writtenAt = await readTenant(door, context, async (tx) => {
    const [campaign] = await selectRows(tx, {
      entity: entityNamed('Campaign'),
      condition: sql`id = ${campaignId}`,
    });
    return campaign ? new Date(String(campaign.row['updatedAt'])) : null;
  });
  if (writtenAt === null) return;
  const sinceMs = clock().getTime() - writtenAt.getTime();
  if (sinceMs >= 0 && sinceMs < AT_MOST_EVERY_MS) await sleep(AT_MOST_EVERY_MS - sinceMs);
  while (await withTenant(door, context, (tx) => foldOnce(tx, campaignId)));
}

/** Whether there is more to tell. */
async function foldOnce(tx: TenantTx, campaignId: string): Promise<boolean> {
  const rewardIds = await selectRows(tx, {
    entity: entityNamed('Reward'),
    condition: sql`campaign_id = ${campaignId}`,
  });
  const locked = await lockRows(tx, [
    { entityName: 'Campaign', id: campaignId },
    ...rewardIds.map(({ row }) => ({ entityName: 'Reward', id: String(row['id']) })),
  ]);
  const campaign = locked.get(refKey({ entityName: 'Campaign', id: campaignId }));
  if (!campaign) return false;
  const pledges = await takeUnfolded(tx, campaignId, RECORDS_AT_ONCE);
  const claims = await countClaims(tx, campaignId);
  const totals = {
    ...(await sumPledges(tx, campaignId)),
    collectedMinor: await collectedMinor(tx, campaignId, String(campaign.row['currency'])),
  };
  await writeRows(tx, [
    ...changed(campaign, totals),
    ...[...locked.values()]
      .filter(({ entity }) => entity.name === 'Reward')
      .flatMap((reward) => changed(reward, { claimedCount: claims.get(String(reward.row['id'])) ?? 0 })),
    ...(await recordWrites(tx, pledges)),
  ]);
  return pledges.length === RECORDS_AT_ONCE;
}

/** Nothing is written, and no device is told, where nothing is different. */
function changed(before: StoredRow, values: WireRow): RowWrite[] {
  const isDifferent = Object.entries(values).some(([key, value]) => before.row[key] !== value);
  if (!isDifferent) return [];
  return [{ entity: before.entity, before, after: { ...before.row, ...values }, authors: before.authors }];
}

async function recordWrites(tx: TenantTx, pledges: readonly PledgeRow[]): Promise<RowWrite[]> {
  const entity = entityNamed('PledgeRecord');
  const told = pledges.flatMap((pledge) => {
    const status = recordStatus(pledge);
    return status === null ? [] : [{ pledge, status }];
  });
  const present = await lockRows(
    tx,
    told.map(({ pledge }) => ({ entityName: 'PledgeRecord', id: pledge.id })),
  );
  return told.flatMap(({ pledge, status }) => {
    const before = present.get(refKey({ entityName: 'PledgeRecord', id: pledge.id })) ?? null;
    const after = recordOf(pledge, status, tx.now.toISOString());
    return before ? changed(before, after) : [{ entity, before, after, authors: {} }];
  });
}

/** Null: nobody tried to pay yet. */
function recordStatus({ status, declinedAt }: PledgeRow): PledgeRecord['status'] | null {
  switch (status) {
    // On its way back it may still come back to us: a backer's bank can refuse it.
    case 'refunding':
    case 'collected':
      return 'collected';
    case 'refunded':
      return 'refunded';
    case 'pending':
      return declinedAt === null ? null : 'declined';
    case 'expired':
    case 'cancelled':
      return declinedAt === null ? null : 'lapsed';
  }
}

const recordOf = (pledge: PledgeRow, status: PledgeRecord['status'], now: string) =>
  ({
    id: asId(pledge.id),
    createdAt: pledge.createdAt,
    updatedAt: now,
    deletedAt: null,
    campaignId: asId(pledge.campaignId),
    rewardId: pledge.rewardId === null ? null : asId(pledge.rewardId),
    backerName: pledge.name,
    amountMinor: pledge.amountMinor,
    currency: pledge.currency,
    status,
    refundedMinor: pledge.refundedMinor,
    pledgedAt: pledge.createdAt,
    collectedAt: pledge.collectedAt,
  }) satisfies PledgeRecord;
