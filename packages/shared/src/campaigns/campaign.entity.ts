import {
  childId,
  choice,
  compareAndSet,
  currency,
  instant,
  integer,
  minorUnits,
  nullable,
  reference,
  serverOwned,
  startingAt,
  naming,
  text,
} from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import { MAX_MINOR, type Currency } from '../primitives/money.ts';

/** A fundraising campaign ("project" in the REST API). Its story is the document that names it and no update. */
export const campaign = defineEntity({
  name: 'Campaign',
  table: 'campaigns',
  scope: (row) => `campaign:${String(row.id)}`,
  fields: {
    title: naming(300),
    /** One or two sentences, shown on cards and under the title. */
    summary: startingAt(text(500), ''),
    /** Picture at the top of the page; no reference, since the material hangs under this campaign. */
    coverMaterialId: nullable(childId('Material')),
    currency: startingAt(compareAndSet(currency()), 'USD' as Currency),
    /** Null until the manager has decided. */
    goalMinor: nullable(minorUnits()),
    /** When cards are charged: with the pledge, or at the deadline if the goal is met. */
    fundingModel: startingAt(compareAndSet(choice('keepItAll', 'allOrNothing')), 'keepItAll'),
    /** End of the campaign. */
    deadline: nullable(compareAndSet(instant())),
    /** Changed by commands: `launch` makes it live, the deadline ends it. */
    status: serverOwned(choice('draft', 'live', 'ended', 'cancelled'), 'draft'),
    launchedAt: serverOwned(nullable(instant()), null),
    endedAt: serverOwned(nullable(instant()), null),
    /** Folded by a job from pledges and ledger: commitments, money received, and people behind them. */
    pledgedMinor: serverOwned(integer(0, MAX_MINOR), 0),
    collectedMinor: serverOwned(integer(0, MAX_MINOR), 0),
    backerCount: serverOwned(integer(0, 100_000_000), 0),
  },
});
export type Campaign = RowOf<typeof campaign>;
export const campaignReference = () => reference('Campaign');
