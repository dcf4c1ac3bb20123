/**
 * Pledges and money. What happens often is written here and nowhere else: a job folds it into the synced rows of the
 * campaign. The ledger is written by `post_ledger_entry` alone (see its migration).
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { LedgerAccount, LedgerKind } from '@educrowd/shared/payments/ledger';
import type { Currency } from '@educrowd/shared/primitives/money';
import { bytesColumn, instantColumn, sealedColumn, tenantPolicy } from '../../derive/pg-table.ts';
import { campaigns, rewards } from './synced.ts';

/**
 * `pending`: a place is held while the backer pays · `expired`, `cancelled`: nothing was paid, the place is free ·
 * `collected`: paid · `refunding`: paid too late for its place, the money is on its way back · `refunded`.
 */
export type PledgeStatus = 'pending' | 'expired' | 'cancelled' | 'collected' | 'refunding' | 'refunded';

export const pledges = pgTable(
  'pledge',
  {
    tenantId: uuid('tenant_id').notNull(),
    id: uuid('id').notNull(),
    campaignId: uuid('campaign_id').notNull(),
    rewardId: uuid('reward_id'),
    /** As they were when the backer pledged: a receipt does not change afterwards. */
    campaignTitle: text('campaign_title').notNull(),
    rewardTitle: text('reward_title'),
    /** Null: a guest. */
    userId: uuid('user_id'),
    /** Null: stays anonymous. */
    name: text('name'),
    /** In lower case. */
    email: text('email').notNull(),
    /** From where a guest pledged, as long as nothing is paid; see `checkHolds`. */
    network: text('network'),
    amountMinor: bigint('amount_minor', { mode: 'number' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
    locale: text('locale').notNull(),
    status: text('status').$type<PledgeStatus>().notNull(),
    createdAt: instantColumn('created_at').notNull(),
    /** Until when the place is held, and with it the pledge is kept. */
    heldUntil: instantColumn('held_until').notNull(),
    /** The backer wants out; decided by what the payment provider says about the payment under way. */
    cancelRequestedAt: instantColumn('cancel_requested_at'),
    declinedAt: instantColumn('declined_at'),
    collectedAt: instantColumn('collected_at'),
    refundedMinor: bigint('refunded_minor', { mode: 'number' }).notNull().default(0),
    /** Whether the campaign's synced rows tell what stands here. */
    isFolded: boolean('is_folded').notNull().default(false),
    /** Hash of who asked and of the key they gave, so that asking twice pledges once; and of what they asked for. */
    requestKey: bytesColumn('request_key'),
    requestHash: bytesColumn('request_hash'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique().on(table.tenantId, table.requestKey),
    index().on(table.tenantId, table.campaignId, table.status),
    index().on(table.tenantId, table.userId),
    index().on(table.tenantId, table.email),
    index('pledge_open_network')
      .on(table.tenantId, table.network)
      .where(sql`status = 'pending' and network is not null`),
    index('pledge_not_folded')
      .on(table.tenantId, table.campaignId)
      .where(sql`not is_folded`),
    foreignKey({
      columns: [table.tenantId, table.campaignId],
      foreignColumns: [campaigns.tenantId, campaigns.id],
    }),
    foreignKey({ columns: [table.tenantId, table.rewardId], foreignColumns: [rewards.tenantId, rewards.id] }),
    tenantPolicy('pledge'),
  ],
);

const ofPledge = (table: { readonly tenantId: AnyPgColumn; readonly pledgeId: AnyPgColumn }) =>
  foreignKey({ columns: [table.tenantId, table.pledgeId], foreignColumns: [pledges.tenantId, pledges.id] });

/** Keys that open a pledge's page to whoever has them: the hash of each link that was given out. */
export const pledgeKeys = pgTable(
  'pledge_key',
  {
    tenantId: uuid('tenant_id').notNull(),
    pledgeId: uuid('pledge_id').notNull(),
    keyHash: bytesColumn('key_hash').notNull(),
    createdAt: instantColumn('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.pledgeId, table.keyHash] }),
    ofPledge(table),
    tenantPolicy('pledge_key'),
  ],
);

/** Only ever forward: `created` → `open` → `expired` → `paid`. */
export type AttemptState = 'created' | 'open' | 'expired' | 'paid';

/** One checkout at the payment provider. A pledge has one at a time; the next begins when the one before it is over. */
export const paymentAttempts = pgTable(
  'payment_attempt',
  {
    tenantId: uuid('tenant_id').notNull(),
    pledgeId: uuid('pledge_id').notNull(),
    attempt: integer('attempt').notNull(),
    state: text('state').$type<AttemptState>().notNull(),
    createdAt: instantColumn('created_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    /** Null until the provider has answered. */
    sealedCheckoutId: sealedColumn('sealed_checkout_id'),
    blindCheckoutId: bytesColumn('blind_checkout_id'),
    sealedCheckoutUrl: sealedColumn('sealed_checkout_url'),
    sealedPaymentId: sealedColumn('sealed_payment_id'),
    /** Not encrypted yet; written no more. */
    checkoutId: text('checkout_id'),
    checkoutUrl: text('checkout_url'),
    paymentId: text('payment_id'),
    declineCode: text('decline_code'),
    declinedAt: instantColumn('declined_at'),
    paidAt: instantColumn('paid_at'),
    refundedMinor: bigint('refunded_minor', { mode: 'number' }).notNull().default(0),
    /**
     * Why the money has to go back; null: it does not. `replaced` is known before there is any: a corrected pledge has
     * taken the place of this one.
     */
    refundReason: text('refund_reason').$type<'soldOut' | 'paidTwice' | 'replaced'>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.pledgeId, table.attempt] }),
    unique().on(table.tenantId, table.checkoutId),
    unique().on(table.tenantId, table.blindCheckoutId),
    index('payment_attempt_plain')
      .on(table.tenantId)
      .where(sql`checkout_id is not null or checkout_url is not null or payment_id is not null`),
    ofPledge(table),
    tenantPolicy('payment_attempt'),
  ],
);

/** What the payment provider has told, one row per event: the same event does nothing a second time. */
export const providerEvents = pgTable(
  'provider_event',
  {
    tenantId: uuid('tenant_id').notNull(),
    /** A blind index of the provider's id. */
    eventId: text('event_id').notNull(),
    type: text('type').notNull(),
    pledgeId: uuid('pledge_id').notNull(),
    receivedAt: instantColumn('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.eventId] }),
    ofPledge(table),
    tenantPolicy('provider_event'),
  ],
);

/** The places of a limited reward, one row each, made when they are first needed: two pledges cannot have one place. */
export const rewardPlaces = pgTable(
  'reward_place',
  {
    tenantId: uuid('tenant_id').notNull(),
    rewardId: uuid('reward_id').notNull(),
    place: integer('place').notNull(),
    /** Null: free again. */
    pledgeId: uuid('pledge_id'),
    /** After that it may be taken by somebody else; null: paid for. */
    heldUntil: instantColumn('held_until'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.rewardId, table.place] }),
    unique().on(table.tenantId, table.pledgeId),
    index().on(table.tenantId, table.rewardId, table.heldUntil),
    index('reward_place_free')
      .on(table.tenantId, table.rewardId)
      .where(sql`pledge_id is null`),
    foreignKey({ columns: [table.tenantId, table.rewardId], foreignColumns: [rewards.tenantId, rewards.id] }),
    ofPledge(table),
    tenantPolicy('reward_place'),
  ],
);

/** The last entry of a school's ledger: the chain goes on from here. */
export const ledgerHeads = pgTable(
  'ledger_head',
  {
    tenantId: uuid('tenant_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: bytesColumn('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId] }), tenantPolicy('ledger_head')],
);

/** Append-only and hash-chained per school: `hash` = SHA-256 of the hash before it and of `body`. */
export const ledgerEntries = pgTable(
  'ledger_entry',
  {
    tenantId: uuid('tenant_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /**
     * Names what happened at the provider, so that it is entered once: `capture` and a blind index of the payment's id.
     * Entries from before references were encrypted have the id itself; the chain keeps them as they are.
     */
    key: text('key').notNull(),
    kind: text('kind').$type<LedgerKind>().notNull(),
    campaignId: uuid('campaign_id').notNull(),
    pledgeId: uuid('pledge_id').notNull(),
    /** When it happened at the provider. */
    at: instantColumn('at').notNull(),
    /** The whole entry, exactly the bytes that were hashed. */
    body: text('body').notNull(),
    hash: bytesColumn('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.seq] }),
    uniqueIndex('ledger_entry_key').on(table.tenantId, table.key),
    index().on(table.tenantId, table.pledgeId),
    ofPledge(table),
    tenantPolicy('ledger_entry'),
  ],
);

/** Debits are positive, credits negative; the lines of an entry sum to zero in each currency. */
export const ledgerLines = pgTable(
  'ledger_line',
  {
    tenantId: uuid('tenant_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    line: integer('line').notNull(),
    account: text('account').$type<LedgerAccount>().notNull(),
    campaignId: uuid('campaign_id').notNull(),
    minor: bigint('minor', { mode: 'number' }).notNull(),
    currency: text('currency').$type<Currency>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.seq, table.line] }),
    index().on(table.tenantId, table.campaignId, table.account),
    foreignKey({
      columns: [table.tenantId, table.seq],
      foreignColumns: [ledgerEntries.tenantId, ledgerEntries.seq],
    }),
    tenantPolicy('ledger_line'),
  ],
);
