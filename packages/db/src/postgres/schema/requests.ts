/** Requests that their senders may repeat, and what was answered to them. */
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytesColumn, instantColumn, tenantPolicy } from '../../derive/pg-table.ts';

/**
 * `running` → `carriedOut`, in the transaction that does it → `answered`; a refusal is `answered` without having been
 * carried out. `lost`: carried out, and then it failed to answer.
 */
export type IdempotencyState = 'running' | 'carriedOut' | 'answered' | 'lost';

/** One row for each `Idempotency-Key` that somebody sent, kept for a day. */
export const idempotencyKeys = pgTable(
  'idempotency_key',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    /** Of method, route and key. */
    keyHash: bytesColumn('key_hash').notNull(),
    /** Of everything that was asked for, keyed with the server's secret. */
    requestHash: bytesColumn('request_hash').notNull(),
    /** Whoever works on the request: another one may take it over from a server that has died. */
    claimId: uuid('claim_id').notNull(),
    claimedAt: instantColumn('claimed_at').notNull(),
    state: text('state').$type<IdempotencyState>().notNull(),
    /** The answer, once there is one. */
    status: integer('status'),
    contentType: text('content_type'),
    body: text('body'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.userId, table.keyHash] }),
    index().on(table.tenantId, table.claimedAt),
    tenantPolicy('idempotency_key'),
  ],
);
