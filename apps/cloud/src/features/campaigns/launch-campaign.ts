/** Launching: the one decision after which a campaign's terms are fixed. Only online, so that nobody launches by an old plan. */
import type { LaunchArgs, LaunchAnswer } from '@educrowd/shared/campaigns/online-commands';
import { isReadyToLaunch, launchChecklist } from '@educrowd/shared/campaigns/launch-checklist';
import { projectText } from '@educrowd/shared/content/project-text';
import { createTranslate } from '@educrowd/shared/messages/translate';
import { must } from '@educrowd/shared/primitives/assert';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { authorize } from '../../platform/access.ts';
import { AppError, notFound } from '../../platform/app-error.ts';
import { lockRows, writeRows } from '../../platform/synced-rows.ts';
import { findReadyCovers } from '../../platform/ready-covers.ts';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';
import { readDocumentContents } from '../sync/index.ts';
import { findCampaign, findDocumentIds, listRewards, type CampaignRow } from './campaign-store.ts';
import { queueEnd } from './end-campaign.ts';
import { mayPreview } from './read-campaign.ts';

/** Everything is judged by the rows that are here, not by what the device shows. Repeating it is harmless. */
export async function launchCampaign(tx: TenantTx, { id, expected }: LaunchArgs): Promise<LaunchAnswer> {
  const t = createTranslate('en');
  const [stored] = (await lockRows(tx, [{ entityName: 'Campaign', id }])).values();
  const campaign = stored && (await findCampaign(tx, id));
  if (!stored || !campaign || !mayPreview(tx, id)) throw notFound();
  authorize(tx, 'campaign.launch', { campaignId: id });
  if (campaign.status === 'live' && campaign.launchedAt !== null)
    return { status: 'live', launchedAt: campaign.launchedAt };
  if (campaign.status !== expected) throw new AppError('CONFLICT', t('campaignRules.changedMeanwhile'));
  if (campaign.status !== 'draft') throw new AppError('CONFLICT', t('campaignRules.launchedAlready'));
  const checklist = await checkLaunch(tx, campaign);
  if (!isReadyToLaunch(checklist)) {
    const missing = checklist.filter(({ state }) => state === 'missing').map(({ hint }) => t(hint));
    throw new AppError('INVALID', t('campaignRules.notReady', { missing: missing.join(' ') }));
  }
  const launchedAt = tx.now.toISOString();
  const after = { ...stored.row, status: 'live', launchedAt };
  const authors = { ...stored.authors, status: tx.userId };
  await writeRows(tx, [{ entity: entityNamed('Campaign'), before: stored, after, authors }]);
  await queueEnd(tx, { id, deadline: must(campaign.deadline, 'deadline of a campaign that is ready') });
  tx.audit('campaign.launched', { campaignId: id });
  return { status: 'live', launchedAt };
}

async function checkLaunch(tx: ReadTx, campaign: CampaignRow) {
  const { story } = await findDocumentIds(tx, campaign.id, []);
  const content = story === null ? undefined : (await readDocumentContents(tx, [story])).get(story);
  return launchChecklist({
    campaign,
    rewards: await listRewards(tx, campaign.id),
    storyText: content ? projectText(content) : '',
    hasCover: (await findReadyCovers(tx, [campaign])).size > 0,
    now: tx.now,
  });
}
