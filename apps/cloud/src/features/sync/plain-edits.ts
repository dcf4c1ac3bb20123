/** Plain edits: create, patch, trash and restore of any synced entity, authorised from the matrix, merged field by field. */
import { sql } from 'drizzle-orm';
import { completeRow, type AnyEntity, type WireRow } from '@educrowd/shared/entity/define-entity';
import { editPermissions } from '@educrowd/shared/permissions/matrix';
import { jsonEqual, type JsonObject, type JsonValue } from '@educrowd/shared/primitives/json';
import { must } from '@educrowd/shared/primitives/assert';
import { amountsInOther, currencyHolder, hasAmount, intendedCurrency } from '@educrowd/shared/sync/amounts';
import { mergeField, type MergeOutcome } from '@educrowd/shared/sync/merge';
import {
  createArgs,
  patchArgs,
  restoreArgs,
  trashArgs,
  type PlainEdit,
} from '@educrowd/shared/sync/mutations';
import { entityNamed, findEntity, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import type { Field } from '@educrowd/shared/entity/fields';
import type { Scope } from '@educrowd/shared/sync/scope';
import * as z from 'zod';
import type { RowRef } from '../../platform/synced-rows.ts';
import { ancestorsOf, bringBack, nameOf, subtreeOf } from './ancestors.ts';
import { logConflict } from './conflict-log.ts';
import { MutationRefused, type RowChange } from './mutation-handlers.ts';
import type { PushBatch } from './push-batch.ts';

type Accepted = 'APPLIED' | 'MERGED';

/** The rows of a push, and the entity that an edit is about. */
interface Target {
  readonly batch: PushBatch;
  readonly entity: AnyEntity;
}

export interface PlainMutation extends PlainEdit {
  readonly args: JsonObject;
  readonly base: JsonObject;
}

export async function applyPlainEdit(
  batch: PushBatch,
  { entity, verb, args, base }: PlainMutation,
): Promise<Accepted> {
  const target = { batch, entity };
  switch (verb) {
    case 'create':
      return createRow(target, parse(createArgs, args).row);
    case 'patch':
      return patchRow(target, { ...parse(patchArgs, args), base });
    case 'trash':
      return trashRow(target, parse(trashArgs, args));
    case 'restore':
      return restoreRow(target, parse(restoreArgs, args).id);
  }
}

async function createRow(target: Target, given: JsonObject): Promise<Accepted> {
  const { batch, entity } = target;
  const permission = permissionFor(entity, 'create');
  const valid = parse(entity.createSchema, given) as WireRow;
  const row = completeRow(entity, valid, batch.tx.now.toISOString());
  batch.authorizeScope(permission, entity.scope(row));
  const known = await batch.find({ entityName: entity.name, id: String(row.id) });
  if (known) {
    if (isSameCreate(target, known, valid)) return 'APPLIED';
    throw new MutationRefused('CONFLICT', 'Something with this id exists already.');
  }
  await checkReferences(target, row, Object.keys(entity.fields));
  await checkChange(target, { before: null, after: row });
  batch.put(entity.name as SyncedEntityName, row, ['*']);
  const broughtBack = await bringBack(batch, entity, row);
  await batch.handlers.created[entity.name as SyncedEntityName]?.(batch, row);
  return broughtBack ? 'MERGED' : 'APPLIED';
}

/** A device that was copied, or that a restored school has forgotten, sends again what it had sent before. */
function isSameCreate({ batch, entity }: Target, known: WireRow, given: WireRow): boolean {
  const authors = batch.authorsOf({ entityName: entity.name, id: String(known.id) });
  return (
    authors['*'] === batch.tx.userId &&
    Object.entries(given).every(
      ([key, value]) => authors[key] !== undefined || jsonEqual(known[key] ?? null, value),
    )
  );
}

interface Patch {
  readonly id: string;
  readonly patch: JsonObject;
  readonly base: JsonObject;
}

/** Merges a patch into a row, with every check that an edit needs: rights, values, references, place in the tree. */
export async function patchRow(target: Target, { id, patch: given, base }: Patch): Promise<Accepted> {
  const { batch, entity } = target;
  const permission = permissionFor(entity, 'patch');
  const row = await existingRow(target, id);
  batch.authorizeScope(permission, entity.scope(row));
  const patch = parse(entity.patchSchema, given) as JsonObject;
  const patched: Record<string, JsonValue> = {};
  let isMerged = false;
  for (const [key, next] of Object.entries(patch)) {
    const seen = base[key] ?? null;
    const outcome = mergeField(field(entity, key), { base: seen, server: row[key] ?? null, next });
    if (outcome.kind === 'refused') {
      throw new MutationRefused('CONFLICT', 'It was changed meanwhile by somebody else.');
    }
    if (outcome.kind === 'overwrote') await logOverwritten(target, row, { key, base: seen, outcome });
    if (outcome.kind !== 'unchanged') patched[key] = outcome.value;
    isMerged ||= outcome.kind === 'overwrote' || outcome.kind === 'merged';
  }
  // Sent twice, or a decision for what is there: whoever deleted the row meanwhile is not to be overruled by that.
  if (Object.keys(patched).length === 0) return 'APPLIED';
  const change = { from: row.currency, to: patched.currency ?? row.currency };
  const after: WireRow = { ...row, ...amountsInOther(entity, row, change), ...patched };
  await checkReferences(target, after, Object.keys(patched));
  await checkCurrency(target, after, { id, patch, base });
  await checkChange(target, { before: row, after });
  batch.put(entity.name as SyncedEntityName, after, Object.keys(patched));
  const broughtBack = await bringBack(batch, entity, after);
  return isMerged || broughtBack ? 'MERGED' : 'APPLIED';
}

async function trashRow(
  target: Target,
  { id, cursor }: { readonly id: string; readonly cursor: number },
): Promise<Accepted> {
  const { batch, entity } = target;
  const permission = permissionFor(entity, 'trash');
  const row = await batch.find({ entityName: entity.name, id });
  const scope = row ? entity.scope(row) : await purgedScope(target, id);
  batch.authorizeScope(permission, scope);
  if (!row || row.deletedAt !== null) return 'APPLIED';
  const foreign = await newestForeignEditor(batch, await subtreeOf(batch.tx, entity, row), cursor);
  if (foreign !== null) {
    throw new MutationRefused(
      'CONFLICT',
      `${foreign || 'Somebody'} changed it while you were deleting it. It was kept.`,
    );
  }
  const after = { ...row, deletedAt: batch.tx.now.toISOString() };
  await checkChange(target, { before: row, after });
  batch.put(entity.name as SyncedEntityName, after, ['deletedAt']);
  return 'APPLIED';
}

async function restoreRow(target: Target, id: string): Promise<Accepted> {
  const { batch, entity } = target;
  const permission = permissionFor(entity, 'trash');
  const row = await existingRow(target, id);
  batch.authorizeScope(permission, entity.scope(row));
  const chain = [{ ref: { entityName: entity.name, id }, row }, ...(await ancestorsOf(batch, entity, row))];
  for (const { ref, row: each } of chain) {
    if (each.deletedAt === null) continue;
    batch.put(ref.entityName as SyncedEntityName, { ...each, deletedAt: null }, ['deletedAt']);
  }
  return 'APPLIED';
}

/** A feature's own rules, which no single field can tell. */
async function checkChange({ batch, entity }: Target, change: RowChange): Promise<void> {
  await batch.handlers.changing[entity.name as SyncedEntityName]?.(batch, change);
}

function permissionFor(entity: AnyEntity, verb: 'create' | 'patch' | 'trash') {
  const permission = editPermissions[entity.name as SyncedEntityName][verb];
  if (permission === null) throw new MutationRefused('FORBIDDEN', 'This cannot be changed directly.');
  return permission;
}

async function existingRow({ batch, entity }: Target, id: string): Promise<WireRow> {
  const row = await batch.find({ entityName: entity.name, id });
  if (!row) throw new MutationRefused('NOT_FOUND', 'It does not exist any more.');
  return row;
}

/** Where a row was that has been purged, as long as that is remembered. */
async function purgedScope({ batch: { tx }, entity }: Target, id: string): Promise<Scope> {
  const [tombstone] = await tx.db.execute<{ scope: Scope }>(sql`
    select scope from sync_change
    where tenant_id = ${tx.tenantId} and table_name = ${entity.table} and row_id = ${id}::uuid and op = 'delete'`);
  if (!tombstone) throw new MutationRefused('NOT_FOUND', 'It does not exist any more.');
  return tombstone.scope;
}

/** References must exist and lie in the same scope: nobody hangs a lesson under a course of somebody else. */
async function checkReferences(
  { batch, entity }: Target,
  row: WireRow,
  keys: readonly string[],
): Promise<void> {
  for (const key of keys) {
    const target = entity.fields[key]?.references;
    const id = row[key];
    if (target === undefined || typeof id !== 'string') continue;
    const referred = await batch.find({ entityName: target, id });
    if (!referred) throw new MutationRefused('MISSING_PARENT', 'What it belongs to does not exist.');
    if (must(findEntity(target), target).scope(referred) !== entity.scope(row)) {
      throw new MutationRefused('INVALID', 'It belongs to another course.');
    }
  }
}

/** Amounts go in place only in the currency that they are meant in. */
async function checkCurrency(
  { batch, entity }: Target,
  after: WireRow,
  { patch, base }: Patch,
): Promise<void> {
  const intended = intendedCurrency(patch, base);
  if (intended === undefined || !hasAmount(entity, patch)) return;
  const holder = currencyHolder(entity, after);
  const { currency } = (holder?.id === after.id ? after : holder && (await batch.find(holder))) ?? {};
  if (currency === intended) return;
  throw new MutationRefused(
    'CONFLICT',
    `This is an amount in ${String(intended)}, and it is ${String(currency)} now.`,
  );
}

interface Overwritten {
  readonly key: string;
  readonly base: JsonValue;
  readonly outcome: MergeOutcome & { readonly kind: 'overwrote' };
}

async function logOverwritten(
  { batch, entity }: Target,
  row: WireRow,
  { key, base, outcome }: Overwritten,
): Promise<void> {
  const authors = batch.authorsOf({ entityName: entity.name, id: String(row.id) });
  const details = {
    kind: 'field',
    field: key,
    baseValue: base,
    winnerValue: outcome.value,
    winnerName: batch.tx.memberName,
    loserValue: outcome.loser,
    loserName: await nameOf(batch.tx, authors[key] ?? authors['*'] ?? null),
  };
  logConflict(batch, { entity, row }, details);
}

/**
 * Name of the person whose edit in the subtree is newer than `cursor`, other than the acting one; null when there is none.
 * A cursor above the head is of an epoch that is over: it says nothing of what was seen of this one.
 */
async function newestForeignEditor(
  batch: PushBatch,
  subtree: readonly RowRef[],
  cursor: number,
): Promise<string | null> {
  const { tx } = batch;
  const wanted = JSON.stringify(
    subtree.map((ref) => ({ t: entityNamed(ref.entityName as SyncedEntityName).table, r: ref.id })),
  );
  const [found] = await tx.db.execute<{ table_name: string; author_id: string | null }>(sql`
    select c.table_name, c.author_id from sync_change c
    join sync_tenant t on t.tenant_id = c.tenant_id
    join jsonb_to_recordset(${wanted}::jsonb) as wanted (t text, r uuid) on c.table_name = wanted.t and c.row_id = wanted.r
    where c.tenant_id = ${tx.tenantId} and c.op = 'upsert'
      and (case when c.author_id is not distinct from ${tx.userId}::uuid then c.other_version else c.author_version end)
        > (case when ${cursor}::bigint > t.head then 0 else ${cursor}::bigint end)
    order by c.version desc limit 1`);
  if (!found) return null;
  return found.author_id === tx.userId ? '' : nameOf(tx, found.author_id);
}

const field = (entity: AnyEntity, key: string): Field => must(entity.fields[key], `${entity.name}.${key}`);

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new MutationRefused('INVALID', z.prettifyError(result.error));
}
