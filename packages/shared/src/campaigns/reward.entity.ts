import {
  compareAndSet,
  immutable,
  integer,
  minorUnits,
  nullable,
  position,
  serverOwned,
  startingAt,
  naming,
  text,
} from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import { campaignReference } from './campaign.entity.ts';

/** What a backer gets for a pledge of at least an amount. */
export const reward = defineEntity({
  name: 'Reward',
  table: 'rewards',
  scope: (row) => `campaign:${String(row.campaignId)}`,
  parent: (row) => ({ entityName: 'Campaign', id: String(row.campaignId) }),
  fields: {
    campaignId: immutable(campaignReference()),
    title: naming(200),
    description: startingAt(text(2000), ''),
    /** In the currency of the campaign. */
    amountMinor: minorUnits(),
    /** Places; null: without limit. */
    limitCount: nullable(compareAndSet(integer(1, 1_000_000))),
    /** Month in which backers can expect it, `2027-03`. */
    deliveryMonth: nullable(text(7)),
    position: position(),
    /** Folded by a job: places that are taken or held. */
    claimedCount: serverOwned(integer(0, 100_000_000), 0),
  },
});
export type Reward = RowOf<typeof reward>;
