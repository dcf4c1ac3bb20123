/** Campaigns of the model school beyond plain edits: what comes too late, what only the school decides, and its jobs. */
import type { Campaign } from '@educrowd/shared/campaigns/campaign.entity';
import {
  isLaunched,
  refusedCampaignChange,
  refusedRewardChange,
} from '@educrowd/shared/campaigns/locked-after-launch';
import { isReadyToLaunch, launchChecklist } from '@educrowd/shared/campaigns/launch-checklist';
import type { LaunchArgs, PublishUpdateArgs } from '@educrowd/shared/campaigns/online-commands';
import type { Reward } from '@educrowd/shared/campaigns/reward.entity';
import { projectText } from '@educrowd/shared/content/project-text';
import { readDocument } from '@educrowd/shared/content/yjs-document';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { amountsInOther } from '@educrowd/shared/sync/amounts';
import type { Scope } from '@educrowd/shared/sync/scope';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { Refused, type SchoolBatch } from './school-batch.ts';
import { rowsOf, type Pledge, type SchoolState } from './school-state.ts';

/** Of a campaign, what backers may rely on once it is launched. */
const TERMS = ['currency', 'goalMinor', 'fundingModel', 'deadline'] as const;

export function refuseCampaignChange(before: WireRow | null, after: WireRow): void {
  refuse(refusedCampaignChange(before as Campaign | null, after as Campaign));
}

/** Terms are changed by the places that are taken now, whatever the row tells of them yet. */
export function refuseRewardChange(batch: SchoolBatch, before: WireRow | null, after: WireRow): void {
  const { state } = batch;
  const last = before as Reward | null;
  const claimedCount = last && Math.max(last.claimedCount, pledgesFor(state, 'rewardId', last.id).length);
  const campaign = batch.find({ entityName: 'Campaign', id: String(after.campaignId) });
  const terms = last && { ...last, claimedCount: claimedCount ?? 0 };
  refuse(refusedRewardChange(terms, after as Reward, campaign as unknown as Campaign | null));
}

/** Rewards are in the currency of their campaign, also those in Trash. */
export function keepNumbers(batch: SchoolBatch, { id, currency: from }: WireRow, after: WireRow): void {
  for (const row of batch.rowsOf('Reward')) {
    if (row.campaignId !== id) continue;
    const amounts = amountsInOther(entityNamed('Reward'), row, { from, to: after.currency });
    if (amounts.amountMinor !== row.amountMinor) batch.put('Reward', { ...row, ...amounts }, ['amountMinor']);
  }
}

function refuse(reason: string | null): void {
  if (reason !== null) throw new Refused('CONFLICT', reason);
}

const pledgesFor = (state: SchoolState, key: 'campaignId' | 'rewardId', id: unknown): Pledge[] =>
  [...state.pledges.values()].filter((pledge) => pledge[key] === id);

export function launch(batch: SchoolBatch, { id, expected }: LaunchArgs): void {
  const row = shown(batch, 'Campaign', id);
  authorize(batch, 'campaign.launch', id);
  if (row.status === 'live') return;
  if (row.status !== expected || row.status !== 'draft') throw new Refused('CONFLICT', 'It is no draft.');
  const checklist = launchChecklist({
    campaign: row as unknown as Campaign,
    rewards: rowsOf(batch.state, 'rewards').filter(
      (each) => each.campaignId === id && each.deletedAt === null,
    ) as unknown as Reward[],
    storyText: textOf(batch, (document) => document.campaignUpdateId === null, id),
    hasCover: false,
    now: batch.now,
  });
  if (!isReadyToLaunch(checklist)) throw new Refused('INVALID', 'The campaign is not ready.');
  batch.put('Campaign', { ...row, status: 'live', launchedAt: batch.now.toISOString() }, ['status']);
  batch.state.launchedTerms.set(id, Object.fromEntries(TERMS.map((field) => [field, row[field] ?? null])));
}

export function publishUpdate(batch: SchoolBatch, { id }: PublishUpdateArgs): void {
  const row = shown(batch, 'CampaignUpdate', id);
  const campaign = shown(batch, 'Campaign', String(row.campaignId));
  authorize(batch, 'campaignUpdate.publish', String(row.campaignId));
  if (row.publishedAt !== null) return;
  if (!isLaunched(campaign as unknown as Campaign)) throw new Refused('CONFLICT', 'Too early.');
  const text = textOf(batch, (document) => document.campaignUpdateId === id, String(row.campaignId));
  if (String(row.title).trim() === '' || text.trim() === '') throw new Refused('INVALID', 'Nothing to say.');
  batch.put('CampaignUpdate', { ...row, publishedAt: batch.now.toISOString() }, ['publishedAt']);
}

/** What is in Trash is not there for whoever launches or publishes. */
function shown(batch: SchoolBatch, entityName: string, id: string): WireRow {
  const row = batch.find({ entityName, id });
  if (!row || row.deletedAt !== null) throw new Refused('NOT_FOUND', 'It does not exist.');
  return row;
}

/** Whoever may not see a draft hears nothing of it. */
function authorize(
  batch: SchoolBatch,
  permission: 'campaign.launch' | 'campaignUpdate.publish',
  id: string,
): void {
  const scope: Scope = `campaign:${id}`;
  if (!batch.isAllowed('campaign.preview', scope)) throw new Refused('NOT_FOUND', 'It does not exist.');
  batch.authorize(permission, scope);
}

/** Where two devices have made a text each, the first counts. */
function textOf(batch: SchoolBatch, isIt: (document: WireRow) => boolean, campaignId: string): string {
  const [first] = rowsOf(batch.state, 'documents')
    .filter((row) => row.campaignId === campaignId && row.deletedAt === null && isIt(row))
    .map((row) => String(row.id))
    .toSorted();
  const content = first === undefined ? null : readDocument(batch.updatesOf(first));
  return content?.ok ? projectText(content.value) : '';
}

/** Totals, places and a record of each pledge: derived anew, and written where something is different. */
export function foldPledges(batch: SchoolBatch): void {
  const { state } = batch;
  for (const campaign of rowsOf(state, 'campaigns')) {
    const pledges = pledgesFor(state, 'campaignId', campaign.id);
    putChanged(batch, { entityName: 'Campaign', row: campaign }, totalsOf(pledges));
  }
  for (const reward of rowsOf(state, 'rewards'))
    putChanged(
      batch,
      { entityName: 'Reward', row: reward },
      {
        claimedCount: pledgesFor(state, 'rewardId', reward.id).length,
      },
    );
  for (const { id, rewardAmountMinor: _amount, ...pledge } of state.pledges.values()) {
    const known = batch.find({ entityName: 'PledgeRecord', id });
    const told = { ...pledge, status: 'collected', refundedMinor: 0, collectedAt: pledge.pledgedAt };
    if (known) putChanged(batch, { entityName: 'PledgeRecord', row: known }, told);
    else {
      const stamps = { createdAt: pledge.pledgedAt, updatedAt: batch.now.toISOString(), deletedAt: null };
      batch.put('PledgeRecord', { id, ...stamps, ...told }, []);
    }
  }
}

export function totalsOf(pledges: readonly Pledge[]): WireRow {
  const sum = pledges.reduce((total, { amountMinor }) => total + amountMinor, 0);
  return { pledgedMinor: sum, collectedMinor: sum, backerCount: pledges.length };
}

function putChanged(
  batch: SchoolBatch,
  { entityName, row }: { entityName: string; row: WireRow },
  values: WireRow,
): void {
  const isDifferent = Object.entries(values).some(([key, value]) => row[key] !== value);
  if (isDifferent) batch.put(entityName, { ...row, ...values }, []);
}

/** Ends what is overdue. */
export function endCampaigns(batch: SchoolBatch, nowMs: number): void {
  for (const row of rowsOf(batch.state, 'campaigns')) {
    const isOver = row.status === 'live' && Date.parse(String(row.deadline)) <= nowMs;
    if (isOver) batch.put('Campaign', { ...row, status: 'ended', endedAt: row.deadline ?? null }, []);
  }
}

/** Receipts and the ledger speak of it: it never goes for good. */
export const staysForGood = (state: SchoolState, table: string, row: WireRow): boolean =>
  table === 'campaigns'
    ? isLaunched(row as unknown as Campaign)
    : table === 'rewards' && pledgesFor(state, 'rewardId', row.id).length > 0;
