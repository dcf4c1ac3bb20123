import { immutable, instant, naming, nullable, serverOwned } from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import { campaignReference } from './campaign.entity.ts';

/** News for backers. Its text is the document that names it. */
export const campaignUpdate = defineEntity({
  name: 'CampaignUpdate',
  table: 'campaign_updates',
  scope: (row) => `campaign:${String(row.campaignId)}`,
  parent: (row) => ({ entityName: 'Campaign', id: String(row.campaignId) }),
  fields: {
    campaignId: immutable(campaignReference()),
    title: naming(300),
    /** Null: a draft. Set by the command that publishes it and tells the backers. */
    publishedAt: serverOwned(nullable(instant()), null),
  },
});
export type CampaignUpdate = RowOf<typeof campaignUpdate>;
