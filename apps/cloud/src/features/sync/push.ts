/**
 * One push: one transaction. The client's row is locked first, so that two pushes of one device cannot mix; effects,
 * `lastSeq` and the results commit together. What was done before is skipped by its seq, so a repeated push is harmless.
 */
import { and, eq, gt, lte, sql } from 'drizzle-orm';
import { syncClients, syncResults } from '@educrowd/db/postgres/schema/sync';
import { isCommand, parsePlainEdit } from '@educrowd/shared/sync/mutations';
import {
  mutationHash,
  type Mutation,
  type MutationResult,
  type PushRequest,
  type PushResponse,
} from '@educrowd/shared/sync/protocol';
import { must } from '@educrowd/shared/primitives/assert';
import { findEntity } from '@educrowd/shared/synced-entities';
import { isPassing } from '../../platform/database-failures.ts';
import type { RowRef } from '../../platform/synced-rows.ts';
import {
  withTenant,
  type ReadTx,
  type TenantContext,
  type TenantDoor,
  type TenantTx,
} from '../../platform/with-tenant.ts';
import { checkEpoch, DatabaseRestored, inPresentEpoch } from './epoch.ts';
import { authorizeSync } from './granted-holdings.ts';
import { MutationRefused, type MutationHandlers } from './mutation-handlers.ts';
import { applyPlainEdit } from './plain-edits.ts';
import { createPushBatch, type PushBatch } from './push-batch.ts';
import { SyncError } from './sync-error.ts';

export interface PushDeps {
  readonly door: TenantDoor;
  readonly handlers: MutationHandlers;
}

export const push = (deps: PushDeps, context: TenantContext, request: PushRequest): Promise<PushResponse> =>
  inPresentEpoch(deps.door, context, () => pushOnce(deps, context, request));

async function pushOnce(
  { door, handlers }: PushDeps,
  context: TenantContext,
  request: PushRequest,
): Promise<PushResponse> {
  try {
    return await withTenant(door, context, (tx) =>
      pushInTransaction(tx, request, (fresh) => applyMutations(tx, fresh, handlers)),
    );
  } catch (error) {
    // A single mutation that breaks the server must not block those behind it: it is refused as INTERNAL and kept by
    // the device. More than one: the device sends them singly after repeated failures.
    if (request.mutations.length !== 1 || isDecided(error) || isPassing(error)) throw error;
    return withTenant(door, context, (tx) => pushInTransaction(tx, request, refuseAsInternal));
  }
}

type Apply = (fresh: readonly Mutation[]) => Promise<MutationResult[]>;

const refuseAsInternal: Apply = async (fresh) =>
  fresh.map(({ seq }) => ({ seq, code: 'INTERNAL', detail: 'The school could not process this change.' }));

async function pushInTransaction(tx: TenantTx, request: PushRequest, apply: Apply): Promise<PushResponse> {
  authorizeSync(tx);
  const epoch = await checkEpoch(tx, request.epoch);
  const client = await lockClient(tx, request);
  const fresh = await checkSequence(tx, request, client.lastSeq);
  const results = await apply(fresh);
  const lastSeq = fresh.at(-1)?.seq ?? client.lastSeq;
  await keepResults(tx, { ...request, mutations: fresh }, results);
  await tx.db
    .update(syncClients)
    .set({ lastSeq, ackedThrough: request.ackedThrough, seenAt: tx.now.toISOString() })
    .where(and(eq(syncClients.tenantId, tx.tenantId), eq(syncClients.clientId, request.clientId)));
  return { epoch, lastSeq, results: await unackedResults(tx, request) };
}

async function lockClient(
  tx: TenantTx,
  request: PushRequest,
): Promise<{ lastSeq: number; ackedThrough: number }> {
  const userId = must(tx.userId, 'signed-in user');
  const own = and(eq(syncClients.tenantId, tx.tenantId), eq(syncClients.clientId, request.clientId));
  await tx.db
    .insert(syncClients)
    .values({ tenantId: tx.tenantId, clientId: request.clientId, userId, seenAt: tx.now.toISOString() })
    .onConflictDoNothing();
  const [client] = await tx.db.select().from(syncClients).where(own).for('update');
  const found = must(client, 'client row');
  if (found.userId !== userId)
    throw new SyncError('CLIENT_FORKED', 'This device belongs to another account.');
  // Acks only grow. A smaller one comes from a copy of the device that was put back to an earlier state.
  if (request.ackedThrough < found.ackedThrough)
    throw new SyncError('CLIENT_FORKED', 'This device was put back to an earlier state.');
  return found;
}

/** The mutations that are new; refuses gaps, and numbers that were used for something else. */
async function checkSequence(tx: TenantTx, request: PushRequest, lastSeq: number): Promise<Mutation[]> {
  for (const mutation of request.mutations) {
    if (mutationHash(mutation) !== mutation.hash)
      throw new SyncError('CLIENT_FORKED', 'A change was altered after it was numbered.');
  }
  const repeated = request.mutations.filter((mutation) => mutation.seq <= lastSeq);
  if (repeated.length > 0) {
    const known = await tx.db
      .select({ seq: syncResults.seq, hash: syncResults.hash })
      .from(syncResults)
      .where(and(eq(syncResults.tenantId, tx.tenantId), eq(syncResults.clientId, request.clientId)));
    const hashes = new Map(known.map((each) => [each.seq, each.hash]));
    for (const mutation of repeated) {
      const hash = hashes.get(mutation.seq);
      if (hash !== undefined && hash !== mutation.hash)
        throw new SyncError('CLIENT_FORKED', 'A number was used for two different changes.');
    }
  }
  const fresh = request.mutations.filter((mutation) => mutation.seq > lastSeq);
  fresh.forEach((mutation, index) => {
    if (mutation.seq !== lastSeq + 1 + index)
      throw new SyncError('SEQ_GAP', `Expected change ${lastSeq + 1 + index}, got ${mutation.seq}.`);
  });
  return fresh;
}

async function applyMutations(
  tx: TenantTx,
  mutations: readonly Mutation[],
  handlers: MutationHandlers,
): Promise<MutationResult[]> {
  const batch = createPushBatch(tx, handlers);
  await batch.load(mutations.flatMap(namedRows));
  const results: MutationResult[] = [];
  for (const mutation of mutations) {
    try {
      const code = await batch.attempt(() => applyMutation(batch, mutation));
      results.push({ seq: mutation.seq, code, detail: null });
    } catch (error) {
      if (!(error instanceof MutationRefused)) throw error;
      results.push({ seq: mutation.seq, code: error.code, detail: error.message });
    }
  }
  await batch.flush();
  return results;
}

async function applyMutation(batch: PushBatch, mutation: Mutation): Promise<'APPLIED' | 'MERGED'> {
  const plain = parsePlainEdit(mutation.name);
  if (plain) return applyPlainEdit(batch, { ...mutation, ...plain });
  const command = isCommand(mutation.name) ? batch.handlers.commands[mutation.name] : undefined;
  if (!command)
    throw new MutationRefused('INVALID', `This school does not know the change "${mutation.name}".`);
  return command(batch, mutation.args);
}

/** The rows that a mutation names, to load them all in one go. What else it needs is loaded when it is applied. */
function namedRows(mutation: Mutation): RowRef[] {
  const plain = parsePlainEdit(mutation.name);
  if (!plain)
    return typeof mutation.args.id === 'string' &&
      mutation.name === 'document.append' &&
      isUuid(mutation.args.id)
      ? [{ entityName: 'Document', id: mutation.args.id }]
      : [];
  const { entity, verb } = plain;
  const row = verb === 'create' ? mutation.args.row : mutation.args;
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return [];
  const own =
    typeof row.id === 'string' && isUuid(row.id)
      ? [{ entityName: entity.name, id: row.id.toLowerCase() }]
      : [];
  const referred = Object.entries(entity.fields).flatMap(([key, field]) => {
    const id = row[key];
    return field.references && findEntity(field.references) && typeof id === 'string' && isUuid(id)
      ? [{ entityName: field.references, id: id.toLowerCase() }]
      : [];
  });
  return [...own, ...(verb === 'create' ? referred : [])];
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

async function keepResults(
  tx: TenantTx,
  { clientId, mutations }: Pick<PushRequest, 'clientId' | 'mutations'>,
  results: readonly MutationResult[],
): Promise<void> {
  if (results.length === 0) return;
  const hashes = new Map(mutations.map((mutation) => [mutation.seq, mutation.hash]));
  await tx.db.insert(syncResults).values(
    results.map((result) => ({
      tenantId: tx.tenantId,
      clientId,
      hash: must(hashes.get(result.seq), 'hash'),
      ...result,
    })),
  );
}

/** Results that the device has not acked; acked ones are forgotten. */
async function unackedResults(tx: TenantTx, request: PushRequest): Promise<MutationResult[]> {
  const own = and(eq(syncResults.tenantId, tx.tenantId), eq(syncResults.clientId, request.clientId));
  await tx.db.delete(syncResults).where(and(own, lte(syncResults.seq, request.ackedThrough)));
  return readResults(tx, request.clientId, request.ackedThrough);
}

export const readResults = (tx: ReadTx, clientId: string, ackedThrough: number): Promise<MutationResult[]> =>
  tx.db
    .select({ seq: syncResults.seq, code: syncResults.code, detail: syncResults.detail })
    .from(syncResults)
    .where(
      and(
        eq(syncResults.tenantId, tx.tenantId),
        eq(syncResults.clientId, clientId),
        gt(syncResults.seq, ackedThrough),
      ),
    )
    .orderBy(sql`seq`);

const isDecided = (error: unknown): boolean =>
  error instanceof SyncError || error instanceof DatabaseRestored;
