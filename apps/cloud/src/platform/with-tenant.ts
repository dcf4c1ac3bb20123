/**
 * The only door to a school's rows. A transaction enters the tenant first, then loads what the person may do, then
 * runs the command, and as its last statement before COMMIT writes the tail (`commit_tail`): audit entries are
 * chained, the head is raised and the change rows are noted, all on the tenant's one row. That lock comes last, so
 * nothing slow happens under it. Deadlocks and serialisation failures are retried from the start.
 *
 * No network call, file or timer may be awaited in here: effects on the outside world are job rows.
 */
import { sql } from 'drizzle-orm';
import type { Access } from '@educrowd/shared/permissions/access';
import { canonicalJson, type JsonObject } from '@educrowd/shared/primitives/json';
import { must } from '@educrowd/shared/primitives/assert';
import type { Clock } from '@educrowd/shared/primitives/instant';
import { loadAccess } from './access.ts';
import { tellOfRights } from './rights-watch.ts';
import type { Database, Transaction } from './database.ts';
import { sqlState } from './database-failures.ts';
import type { MasterKeys } from './encryption/master-keys.ts';
import type { FieldPlace } from './encryption/sealed-field.ts';
import { createTenantKeys, type TenantKeys } from './encryption/tenant-keys.ts';
import { markCarriedOut, type RequestClaim } from './request-claim.ts';

/** Who acts in which school. `system` is a job or an operator's command; a null user is a visitor. */
export interface TenantContext {
  readonly tenantId: string;
  readonly userId: string | null;
  readonly isSystem?: boolean;
  /** The request that this carries out, if its sender may repeat it: both are written down together. */
  readonly claim?: RequestClaim;
}

/** A reading transaction of one tenant: one consistent snapshot. */
export interface ReadTx {
  readonly db: Transaction;
  readonly tenantId: string;
  readonly now: Date;
  readonly userId: string | null;
  /** Null for visitors, for accounts that are no member of this school, and for the system. */
  readonly access: Access | null;
  readonly memberName: string;
  readonly isSystem: boolean;
  /** Of the school's encrypted fields. */
  readonly keys: Pick<TenantKeys, 'forReading'>;
}

export interface RowChange {
  readonly table: string;
  readonly row: string;
  readonly scope: string;
  readonly op: 'upsert' | 'delete' | 'leave';
}

export interface TenantTx extends ReadTx {
  readonly keys: TenantKeys;
  /** For the writers of synced rows beside this file: features go through `writeRows`. */
  note(change: RowChange): void;
  appendDocumentUpdate(documentId: string, bytesBase64: string): void;
  audit(action: string, details: JsonObject): void;
  /** What these people may do has changed: every server looks again at their open streams after COMMIT. */
  rightsChanged(userIds: readonly string[]): void;
  /** Queues a job in this transaction; the tenant comes from the context. */
  enqueue(task: string, payload: JsonObject, options?: JobOptions): Promise<void>;
  /** A job for each payload, in one statement. */
  enqueueAll(task: string, payloads: readonly JsonObject[]): Promise<void>;
  /** What fails inside is undone together with its notes. */
  savepoint<T>(work: (tx: TenantTx) => Promise<T>): Promise<T>;
}

export interface JobOptions {
  /** Only one waiting job has this key: a later one replaces it. */
  readonly key?: string;
  readonly runAt?: Date;
}

/** Rows per transaction: larger work goes in chunks, so that the tail stays short. */
const MAX_SYNCED_ROWS = 2_000;

interface Notes {
  changes: Map<string, RowChange>;
  updates: { document: string; bytes: string }[];
  audit: { at: string; actor: string | null; action: string; body: string }[];
  rights: Set<string>;
}

export interface TenantDoor {
  readonly database: Database;
  readonly clock: Clock;
  /** Wrap the keys of schools. */
  readonly masterKeys: MasterKeys;
  /** Told of each encrypted field that was changed, or moved from elsewhere. */
  readonly onTampering?: (place: FieldPlace) => void;
  /** Told after COMMIT when synced rows of a tenant changed; never inside the transaction. */
  readonly onHead?: (tenantId: string, change: HeadChange) => void;
  /** Told after COMMIT when the audit log of a tenant has grown; never inside the transaction. */
  readonly onAudited?: (tenantId: string) => void;
}

/** The new head of a tenant and the scopes whose rows changed with it. */
export interface HeadChange {
  readonly head: number;
  readonly scopes: readonly string[];
}

export async function withTenant<T>(
  door: TenantDoor,
  context: TenantContext,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  const { result, change, isAudited } = await retried(() =>
    door.database.db.transaction(async (db) => {
      const entered = await enter(door, context, db);
      const notes: Notes = { changes: new Map(), updates: [], audit: [], rights: new Set() };
      const outcome = await work(writingTx(door, entered, notes));
      if (context.claim) await markCarriedOut(entered, context.claim);
      const change = await writeTail(entered, notes);
      return { result: outcome, change, isAudited: notes.audit.length > 0 };
    }),
  );
  if (change !== null) door.onHead?.(context.tenantId, change);
  if (isAudited) door.onAudited?.(context.tenantId);
  return result;
}

/** A snapshot to read from; it cannot write. */
export const readTenant = <T>(
  door: TenantDoor,
  context: TenantContext,
  work: (tx: ReadTx) => Promise<T>,
): Promise<T> =>
  retried(() =>
    door.database.db.transaction(async (db) => work(await enter(door, context, db)), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    }),
  );

async function enter(door: TenantDoor, context: TenantContext, db: Transaction): Promise<ReadTx> {
  const isSystem = context.isSystem ?? false;
  const { tenantId, userId } = context;
  // Sent together: the second statement waits in the connection's queue behind the first, not in ours. Drizzle sends a
  // query when its `then` is called, so the first one is asked right here.
  const entering = db.execute(sql`select enter_tenant(${tenantId}::uuid)`).then(() => undefined);
  const loading = userId === null || isSystem ? null : loadAccess(db, tenantId, userId);
  const [, loaded] = await Promise.all([entering, loading]);
  const now = door.clock();
  return {
    db,
    tenantId,
    userId,
    isSystem,
    now,
    keys: keysOf(door, { db, tenantId, now }),
    access: loaded?.access ?? null,
    memberName: loaded?.displayName ?? '',
  };
}

const keysOf = ({ masterKeys, onTampering }: TenantDoor, tx: Pick<ReadTx, 'db' | 'tenantId' | 'now'>) =>
  createTenantKeys({ ...tx, masterKeys, onTampering });

function writingTx(door: TenantDoor, entered: ReadTx, notes: Notes): TenantTx {
  const tx: TenantTx = {
    ...entered,
    // Of its own for each savepoint: keys that are made in one go with it.
    keys: keysOf(door, entered),
    note(change) {
      notes.changes.set(`${change.table} ${change.row} ${change.scope}`, change);
      if (notes.changes.size > MAX_SYNCED_ROWS) {
        throw new Error(`more than ${MAX_SYNCED_ROWS} synced rows in one transaction`);
      }
    },
    appendDocumentUpdate: (document, bytes) => void notes.updates.push({ document, bytes }),
    audit(action, details) {
      const at = entered.now.toISOString();
      const body = canonicalJson({ at, actor: entered.userId, action, details });
      notes.audit.push({ at, actor: entered.userId, action, body });
    },
    rightsChanged: (userIds) => {
      for (const userId of userIds) notes.rights.add(userId);
    },
    async enqueue(task, payload, options = {}) {
      await entered.db.execute(
        sql`select jobs.enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${options.key ?? null}, ${options.runAt?.toISOString() ?? null}::timestamptz)`,
      );
    },
    async enqueueAll(task, payloads) {
      await entered.db.execute(
        sql`select jobs.enqueue(${task}, payload, null, null) from jsonb_array_elements(${JSON.stringify(payloads)}::jsonb) as payload`,
      );
    },
    async savepoint(work) {
      const before = {
        changes: new Map(notes.changes),
        updates: notes.updates.length,
        audit: notes.audit.length,
        rights: new Set(notes.rights),
      };
      try {
        return await entered.db.transaction((db) => work(writingTx(door, { ...entered, db }, notes)));
      } catch (error) {
        notes.changes = before.changes;
        notes.updates.length = before.updates;
        notes.audit.length = before.audit;
        notes.rights = before.rights;
        throw error;
      }
    },
  };
  return tx;
}

/** What devices have to hear of, or null when no synced row changed. */
async function writeTail(entered: ReadTx, notes: Notes): Promise<HeadChange | null> {
  await tellOfRights(entered, [...notes.rights]);
  if (notes.changes.size === 0 && notes.updates.length === 0 && notes.audit.length === 0) return null;
  const [row] = await entered.db.execute<{ head: string }>(sql`
    select commit_tail(${entered.tenantId}::uuid, ${entered.userId}::uuid, ${entered.now.toISOString()}::timestamptz,
      ${JSON.stringify([...notes.changes.values()])}::jsonb, ${JSON.stringify(notes.updates)}::jsonb,
      ${JSON.stringify(notes.audit)}::jsonb) as head`);
  if (notes.changes.size === 0) return null;
  const scopes = new Set([...notes.changes.values()].map((change) => change.scope));
  return { head: Number(must(row, 'result of commit_tail').head), scopes: [...scopes] };
}

const RETRIED = new Set(['40001', '40P01']);
const MAX_TRIES = 5;

async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === MAX_TRIES || !RETRIED.has(sqlState(error))) throw error;
    }
  }
}
