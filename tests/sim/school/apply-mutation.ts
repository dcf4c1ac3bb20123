/** What a mutation does in the model school: the rules of the server, over rows in memory. */
import { completeRow, type AnyEntity, type WireRow } from '@educrowd/shared/entity/define-entity';
import { validateUpdate } from '@educrowd/shared/content/validate-update';
import { editPermissions } from '@educrowd/shared/permissions/matrix';
import { must } from '@educrowd/shared/primitives/assert';
import { base64ToBytes } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import { jsonEqual, type JsonObject, type JsonValue } from '@educrowd/shared/primitives/json';
import { amountsInOther, currencyHolder, hasAmount, intendedCurrency } from '@educrowd/shared/sync/amounts';
import { mergeField } from '@educrowd/shared/sync/merge';
import {
  appendArgs,
  createArgs,
  parsePlainEdit,
  patchArgs,
  publishArgs,
  resolveArgs,
  restoreArgs,
  trashArgs,
} from '@educrowd/shared/sync/mutations';
import { isScope, type Scope } from '@educrowd/shared/sync/scope';
import { entityNamed, findEntity, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import { keepNumbers, refuseCampaignChange, refuseRewardChange } from './campaigns.ts';
import { isKnownTo } from './files.ts';
import { Refused, type Ref, type SchoolBatch } from './school-batch.ts';
import { newestForeignVersion, subtreeOf } from './subtree.ts';
import type { SchoolState } from './school-state.ts';

type Accepted = 'APPLIED' | 'MERGED';
export interface Asked {
  readonly name: string;
  readonly args: JsonObject;
  readonly base: JsonObject;
}

const MAX_DEPTH = 50;

export function applyMutation(state: SchoolState, batch: SchoolBatch, { name, args, base }: Asked): Accepted {
  const plain = parsePlainEdit(name);
  switch (plain?.verb) {
    case 'create':
      return create(batch, plain.entity, createArgs.parse(args).row);
    case 'patch':
      return patch(batch, plain.entity, { ...patchArgs.parse(args), base });
    case 'trash':
      return trash(state, batch, { entity: plain.entity, ...trashArgs.parse(args) });
    case 'restore':
      return restore(batch, plain.entity, restoreArgs.parse(args).id);
    default:
      return command(batch, name, args);
  }
}

function command(batch: SchoolBatch, name: string, args: JsonObject): Accepted {
  switch (name) {
    case 'document.append':
      return append(batch, args);
    case 'course.publish':
      return setStatus(batch, args, 'published');
    case 'course.unpublish':
      return setStatus(batch, args, 'draft');
    case 'conflict.resolve':
      return resolve(batch, args);
    default:
      throw new Refused('INVALID', `This school does not know the change "${name}".`);
  }
}

function create(batch: SchoolBatch, entity: AnyEntity, given: JsonObject): Accepted {
  const permission = permissionFor(entity, 'create');
  const parsed = entity.createSchema.safeParse(given);
  if (!parsed.success) throw new Refused('INVALID', parsed.error.message);
  const valid = parsed.data as WireRow;
  const row = completeRow(entity, valid, batch.now.toISOString());
  batch.authorize(permission, entity.scope(row));
  const ref = { entityName: entity.name, id: String(row.id) };
  const known = batch.find(ref);
  if (known) {
    const authors = batch.authorsOf(ref);
    const isSame =
      authors['*'] === batch.userId &&
      Object.entries(valid).every(
        ([key, value]) => authors[key] !== undefined || jsonEqual(known[key] ?? null, value),
      );
    if (isSame) return 'APPLIED';
    throw new Refused('CONFLICT', 'Something with this id exists already.');
  }
  checkReferences(batch, entity, { row, keys: Object.keys(entity.fields) });
  checkChange(batch, entity, { before: null, after: row });
  const isReady = entity.name === 'Material' && isKnownTo(batch, row);
  batch.put(entity.name, isReady ? { ...row, state: 'ready' } : row, ['*']);
  const broughtBack = bringBack(batch, entity, row);
  if (entity.name === 'Course' || entity.name === 'Campaign') batch.join(ref);
  return broughtBack ? 'MERGED' : 'APPLIED';
}

function patch(
  batch: SchoolBatch,
  entity: AnyEntity,
  { id, patch: given, base }: { id: string; patch: JsonObject; base: JsonObject },
): Accepted {
  const permission = permissionFor(entity, 'patch');
  const row = existing(batch, entity, id);
  batch.authorize(permission, entity.scope(row));
  const parsed = entity.patchSchema.safeParse(given);
  if (!parsed.success) throw new Refused('INVALID', parsed.error.message);
  const patched: Record<string, JsonValue> = {};
  let isMerged = false;
  for (const [key, next] of Object.entries(parsed.data as JsonObject)) {
    const field = must(entity.fields[key], key);
    const outcome = mergeField(field, { base: base[key] ?? null, server: row[key] ?? null, next });
    if (outcome.kind === 'refused') throw new Refused('CONFLICT', 'It was changed meanwhile.');
    if (outcome.kind === 'overwrote')
      logConflict(batch, { entity, row }, { field: key, winner: outcome.value, loser: outcome.loser });
    if (outcome.kind !== 'unchanged') patched[key] = outcome.value;
    isMerged ||= outcome.kind === 'overwrote' || outcome.kind === 'merged';
  }
  const change = { from: row.currency, to: patched.currency ?? row.currency };
  const after = { ...row, ...amountsInOther(entity, row, change), ...patched };
  if (Object.keys(patched).length === 0) return 'APPLIED';
  checkReferences(batch, entity, { row: after, keys: Object.keys(patched) });
  checkCurrency(batch, entity, { after, patch: given, base });
  checkChange(batch, entity, { before: row, after });
  batch.put(entity.name, after, Object.keys(patched));
  const broughtBack = bringBack(batch, entity, after);
  return isMerged || broughtBack ? 'MERGED' : 'APPLIED';
}

function trash(
  state: SchoolState,
  batch: SchoolBatch,
  { entity, id, cursor }: { entity: AnyEntity; id: string; cursor: number },
): Accepted {
  const permission = permissionFor(entity, 'trash');
  const row = batch.find({ entityName: entity.name, id });
  batch.authorize(permission, row ? entity.scope(row) : purgedScope(state, entity, id));
  if (!row || row.deletedAt !== null) return 'APPLIED';
  const refs = subtreeOf(state, entity, row);
  const seen = cursor > state.head ? 0 : cursor;
  if (newestForeignVersion(state, refs, batch.userId) > seen)
    throw new Refused('CONFLICT', 'It was changed while you were deleting it. It was kept.');
  const after = { ...row, deletedAt: batch.now.toISOString() };
  checkChange(batch, entity, { before: row, after });
  batch.put(entity.name, after, ['deletedAt']);
  return 'APPLIED';
}

/** Amounts go in place only in the currency that they are meant in. */
function checkCurrency(
  batch: SchoolBatch,
  entity: AnyEntity,
  { after, patch: given, base }: { after: WireRow; patch: JsonObject; base: JsonObject },
): void {
  const intended = intendedCurrency(given, base);
  if (intended === undefined || !hasAmount(entity, given)) return;
  const holder = currencyHolder(entity, after);
  const { currency } = (holder?.id === after.id ? after : holder && batch.find(holder)) ?? {};
  if (currency !== intended) throw new Refused('CONFLICT', 'It is in another currency now.');
}

/** Rules of courses and campaigns that no single field can tell. */
function checkChange(
  batch: SchoolBatch,
  entity: AnyEntity,
  { before, after }: { before: WireRow | null; after: WireRow },
): void {
  if (entity.name === 'Campaign') {
    refuseCampaignChange(before, after);
    if (before && before.currency !== after.currency) keepNumbers(batch, before, after);
  }
  if (entity.name === 'Reward') refuseRewardChange(batch, before, after);
  if (entity.name === 'Course' && after.status === 'published') needTitle(after);
}

function needTitle({ title }: WireRow): void {
  if (String(title).trim() === '') throw new Refused('INVALID', 'A published course needs a title.');
}

function purgedScope(state: SchoolState, entity: AnyEntity, id: string): Scope {
  for (const { op, table, rowId, scope } of state.changes.values())
    if (op === 'delete' && table === entity.table && rowId === id) return scope;
  throw new Refused('NOT_FOUND', 'It does not exist any more.');
}

function restore(batch: SchoolBatch, entity: AnyEntity, id: string): Accepted {
  const permission = permissionFor(entity, 'trash');
  const row = existing(batch, entity, id);
  batch.authorize(permission, entity.scope(row));
  for (const { ref, row: each } of [
    { ref: { entityName: entity.name, id }, row },
    ...ancestorsOf(batch, entity, row),
  ]) {
    if (each.deletedAt !== null) batch.put(ref.entityName, { ...each, deletedAt: null }, ['deletedAt']);
  }
  return 'APPLIED';
}

function append(batch: SchoolBatch, args: JsonObject): Accepted {
  const { id, update } = appendArgs.parse(args);
  const entity = entityNamed('Document');
  const row = batch.find({ entityName: 'Document', id });
  if (!row) throw new Refused('NOT_FOUND', 'The text does not exist any more.');
  batch.authorize('content.author', entity.scope(row));
  const bytes = base64ToBytes(update);
  const valid = validateUpdate(bytes, batch.updatesOf(id));
  if (!valid.ok) throw new Refused('INVALID', valid.failure.map((problem) => problem.detail).join('; '));
  if (valid.value.isKnown) return 'APPLIED';
  batch.append(id, bytes);
  batch.put('Document', row, []);
  return bringBack(batch, entity, row) ? 'MERGED' : 'APPLIED';
}

function setStatus(batch: SchoolBatch, args: JsonObject, status: 'published' | 'draft'): Accepted {
  const { id, expected, notAfter } = publishArgs.parse(args);
  const course = batch.find({ entityName: 'Course', id });
  if (!course) throw new Refused('NOT_FOUND', 'The course does not exist any more.');
  batch.authorize('course.publish', `course:${id}`);
  if (course.status === status) return 'APPLIED';
  if (batch.now > new Date(notAfter)) throw new Refused('EXPIRED', 'This waited too long.');
  if (course.status !== expected) throw new Refused('CONFLICT', 'The state was changed meanwhile.');
  if (status === 'published') needTitle(course);
  if (course.deletedAt !== null) throw new Refused('CONFLICT', 'The course is in Trash.');
  batch.put('Course', { ...course, status }, ['status']);
  return 'APPLIED';
}

function resolve(batch: SchoolBatch, args: JsonObject): Accepted {
  const { id, value, expected } = resolveArgs.parse(args);
  const conflict = batch.find({ entityName: 'Conflict', id });
  if (!conflict) throw new Refused('NOT_FOUND', 'This conflict does not exist any more.');
  const scope = String(conflict.rowScope);
  if (!isScope(scope)) throw new Refused('INVALID', 'This conflict cannot be settled.');
  batch.authorize(scope === 'staff' ? 'school.update' : 'conflict.resolve', scope);
  if (conflict.status !== 'open') {
    if (jsonEqual(conflict.resolvedValue ?? null, value)) return 'APPLIED';
    throw new Refused('CONFLICT', 'Somebody has decided this already.');
  }
  const key = conflict.field;
  if (typeof key === 'string') {
    const entity = must(findEntity(String(conflict.entityName)), 'entity');
    const row = batch.find({ entityName: entity.name, id: String(conflict.rowId) });
    if (!row) throw new Refused('NOT_FOUND', 'What this was about does not exist any more.');
    const present = row[key] ?? null;
    if (!jsonEqual(present, expected) && !jsonEqual(present, value))
      throw new Refused('CONFLICT', 'It was changed again meanwhile.');
    patch(batch, entity, { id: String(row.id), patch: { [key]: value }, base: { [key]: present } });
  }
  const settled = { ...conflict, status: 'resolved', resolvedValue: value };
  batch.put('Conflict', { ...settled, resolvedAt: batch.now.toISOString() }, ['status']);
  return 'APPLIED';
}

const permissionFor = (entity: AnyEntity, verb: 'create' | 'patch' | 'trash') => {
  const permission = editPermissions[entity.name as SyncedEntityName][verb];
  if (permission === null) throw new Refused('FORBIDDEN', 'This cannot be changed directly.');
  return permission;
};

function existing(batch: SchoolBatch, entity: AnyEntity, id: string): WireRow {
  const row = batch.find({ entityName: entity.name, id });
  if (!row) throw new Refused('NOT_FOUND', 'It does not exist any more.');
  return row;
}

function checkReferences(
  batch: SchoolBatch,
  entity: AnyEntity,
  { row, keys }: { row: WireRow; keys: readonly string[] },
): void {
  for (const key of keys) {
    const target = entity.fields[key]?.references;
    const id = row[key];
    if (target === undefined || typeof id !== 'string') continue;
    const referred = batch.find({ entityName: target, id });
    if (!referred) throw new Refused('MISSING_PARENT', 'What it belongs to does not exist.');
    if (must(findEntity(target), target).scope(referred) !== entity.scope(row))
      throw new Refused('INVALID', 'It belongs to another course.');
  }
}

function ancestorsOf(batch: SchoolBatch, entity: AnyEntity, row: WireRow): { ref: Ref; row: WireRow }[] {
  const found: { ref: Ref; row: WireRow }[] = [];
  const seen = new Set([`${entity.name} ${String(row.id)}`]);
  for (let link = entity.parent(row); link;) {
    const key = `${link.entityName} ${link.id}`;
    if (seen.has(key)) throw new Refused('CONFLICT', 'It would then lie inside itself.');
    if (found.length === MAX_DEPTH) throw new Refused('INVALID', 'Nested too deep.');
    seen.add(key);
    const parent = batch.find(link);
    if (!parent) throw new Refused('MISSING_PARENT', 'What it belongs to does not exist.');
    found.push({ ref: link, row: parent });
    link = entityNamed(link.entityName as SyncedEntityName).parent(parent);
  }
  return found;
}

function bringBack(batch: SchoolBatch, entity: AnyEntity, row: WireRow): boolean {
  const own = { ref: { entityName: entity.name, id: String(row.id) }, row };
  const trashed = [own, ...ancestorsOf(batch, entity, row)].filter((each) => each.row.deletedAt !== null);
  for (const { ref, row: gone } of trashed) {
    const kind = entityNamed(ref.entityName as SyncedEntityName);
    batch.put(kind.name, { ...gone, deletedAt: null }, ['deletedAt']);
    logConflict(
      batch,
      { entity: kind, row: gone },
      { field: null, winner: null, loser: gone.deletedAt ?? null },
    );
  }
  return trashed.length > 0;
}

function logConflict(
  batch: SchoolBatch,
  { entity, row }: { entity: AnyEntity; row: WireRow },
  { field, winner, loser }: { field: string | null; winner: JsonValue; loser: JsonValue },
): void {
  const conflict = completeRow(entityNamed('Conflict'), { id: newId<'Conflict'>() }, batch.now.toISOString());
  const details = {
    kind: field === null ? 'restored' : 'field',
    rowScope: entity.scope(row),
    entityName: entity.name,
    rowId: row.id ?? null,
    rowLabel: '',
    field,
    winnerValue: winner,
    winnerName: '',
    loserValue: loser,
    loserName: '',
  };
  batch.put('Conflict', { ...conflict, ...details }, []);
}
