/** Publishing an update: backers are told by mail, which cannot be taken back, so it is done online only. */
import type { PublishUpdateAnswer, PublishUpdateArgs } from '@educrowd/shared/campaigns/online-commands';
import { isLaunched } from '@educrowd/shared/campaigns/locked-after-launch';
import { projectText } from '@educrowd/shared/content/project-text';
import { createTranslate } from '@educrowd/shared/messages/translate';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { authorize } from '../../platform/access.ts';
import { AppError, notFound } from '../../platform/app-error.ts';
import { noteEvent } from '../../platform/events.ts';
import { lockRows, writeRows } from '../../platform/synced-rows.ts';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { readDocumentContents } from '../sync/index.ts';
import { findCampaign, findDocumentIds, findUpdate } from './campaign-store.ts';
import { mayPreview } from './read-campaign.ts';

/** Repeating it is harmless: backers are told once. */
export async function publishCampaignUpdate(
  tx: TenantTx,
  { id }: PublishUpdateArgs,
): Promise<PublishUpdateAnswer> {
  const t = createTranslate('en');
  const [stored] = (await lockRows(tx, [{ entityName: 'CampaignUpdate', id }])).values();
  const update = stored && (await findUpdate(tx, id));
  const campaign = update && (await findCampaign(tx, update.campaignId));
  if (!stored || !campaign || !mayPreview(tx, campaign.id)) throw notFound();
  authorize(tx, 'campaignUpdate.publish', { campaignId: campaign.id });
  if (update.publishedAt !== null) return { publishedAt: update.publishedAt };
  if (!isLaunched(campaign)) throw new AppError('CONFLICT', t('campaignRules.updateTooEarly'));
  const documentId = (await findDocumentIds(tx, campaign.id, [update.id])).byUpdate.get(update.id);
  const content = documentId && (await readDocumentContents(tx, [documentId])).get(documentId);
  if (update.title.trim() === '' || !content || projectText(content).trim() === '')
    throw new AppError('INVALID', t('campaignRules.updateIncomplete'));
  const publishedAt = tx.now.toISOString();
  const after = { ...stored.row, publishedAt };
  const authors = { ...stored.authors, publishedAt: tx.userId };
  await writeRows(tx, [{ entity: entityNamed('CampaignUpdate'), before: stored, after, authors }]);
  await noteEvent(tx, 'campaignUpdate.published', {
    campaignId: campaign.id,
    campaignTitle: campaign.title,
    updateId: update.id,
    title: update.title,
  });
  tx.audit('campaignUpdate.published', { campaignId: campaign.id, updateId: update.id });
  return { publishedAt };
}
