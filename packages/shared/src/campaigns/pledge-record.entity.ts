import {
  choice,
  currency,
  immutable,
  instant,
  integer,
  nullable,
  reference,
  serverOwned,
  text,
} from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import { MAX_MINOR } from '../primitives/money.ts';
import { campaignReference } from './campaign.entity.ts';

/**
 * What the people who run a campaign see of a pledge, on every device: no address, no payment details. Written by a
 * job from the pledges themselves, as soon as a payment was tried; whoever only looked at the card page is not in it.
 */
export const pledgeRecord = defineEntity({
  name: 'PledgeRecord',
  table: 'pledge_records',
  scope: (row) => `campaign:${String(row.campaignId)}`,
  parent: (row) => ({ entityName: 'Campaign', id: String(row.campaignId) }),
  fields: {
    campaignId: serverOwned(immutable(campaignReference())),
    /** Null: pledged without a reward. */
    rewardId: serverOwned(nullable(reference('Reward')), null),
    /** As the backer wrote it; null for one who stays anonymous. */
    backerName: serverOwned(nullable(text(120)), null),
    amountMinor: serverOwned(integer(0, MAX_MINOR)),
    currency: serverOwned(immutable(currency())),
    /**
     * `declined`: the bank refused, and the backer may try again · `lapsed`: and did not · `pledged`: a card is saved
     * for the deadline · `collected`: the money has arrived · `refunded`: all of it went back.
     */
    status: serverOwned(choice('declined', 'lapsed', 'pledged', 'collected', 'refunded')),
    refundedMinor: serverOwned(integer(0, MAX_MINOR), 0),
    pledgedAt: serverOwned(instant()),
    collectedAt: serverOwned(nullable(instant()), null),
  },
});
export type PledgeRecord = RowOf<typeof pledgeRecord>;
