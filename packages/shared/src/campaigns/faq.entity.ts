import { immutable, naming, position, startingAt, text } from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import { campaignReference } from './campaign.entity.ts';

/** A question that backers ask, with its answer in plain text. */
export const faq = defineEntity({
  name: 'Faq',
  table: 'faqs',
  scope: (row) => `campaign:${String(row.campaignId)}`,
  parent: (row) => ({ entityName: 'Campaign', id: String(row.campaignId) }),
  fields: {
    campaignId: immutable(campaignReference()),
    question: naming(300),
    answer: startingAt(text(4000), ''),
    position: position(),
  },
});
export type Faq = RowOf<typeof faq>;
