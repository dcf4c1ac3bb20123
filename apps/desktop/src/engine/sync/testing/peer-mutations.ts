import * as Y from 'yjs';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject, JsonValue } from '@educrowd/shared/primitives/json';
import { must } from '@educrowd/shared/primitives/assert';
import { mergeField } from '@educrowd/shared/sync/merge';
import {
  appendArgs,
  createArgs,
  parsePlainEdit,
  patchArgs,
  publishArgs,
  restoreArgs,
  trashArgs,
} from '@educrowd/shared/sync/mutations';
import type { Mutation, ResultCode } from '@educrowd/shared/sync/protocol';
import type { Scope } from '@educrowd/shared/sync/scope';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { rowKeyOf, type PeerState, type PeerTransaction } from './peer-state.ts';

export class PeerRefusal extends Error {
  readonly code: ResultCode;
  constructor(code: ResultCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

export interface PeerActor {
  readonly userId: string;
  readonly mayEdit: (scope: Scope) => boolean;
  /** Whoever makes a course or campaign holds it from then on. */
  readonly join: (scope: Scope) => void;
}

/** Applies one mutation by the shared rules. Throws `PeerRefusal`. */
export function applyMutation(
  state: PeerState,
  tx: PeerTransaction,
  { mutation, actor }: { mutation: Mutation; actor: PeerActor },
): ResultCode {
  const plain = parsePlainEdit(mutation.name);
  const present = (entity: AnyEntity, id: string): WireRow => {
    const row = tx.find(entity, id);
    if (!row) throw new PeerRefusal('NOT_FOUND', 'It does not exist any more.');
    if (!actor.mayEdit(entity.scope(row))) throw new PeerRefusal('FORBIDDEN', 'Not allowed.');
    return row;
  };
  switch (plain?.verb) {
    case 'create':
      return create(state, tx, { entity: plain.entity, row: createArgs.parse(mutation.args).row, actor });
    case 'patch': {
      const { id, patch } = patchArgs.parse(mutation.args);
      return patchRow(tx, plain.entity, { row: present(plain.entity, id), patch, base: mutation.base });
    }
    case 'trash': {
      const { id, cursor } = trashArgs.parse(mutation.args);
      const row = present(plain.entity, id);
      const last = state.editors.get(rowKeyOf(plain.entity.table, id));
      if (last && last.userId !== actor.userId && last.version > cursor) {
        throw new PeerRefusal('CONFLICT', 'It was changed meanwhile.');
      }
      tx.put(plain.entity, { ...row, deletedAt: '2026-01-01T00:00:00.000Z' });
      return 'APPLIED';
    }
    case 'restore':
      tx.put(plain.entity, {
        ...present(plain.entity, restoreArgs.parse(mutation.args).id),
        deletedAt: null,
      });
      return 'APPLIED';
    default:
      return command(state, tx, { mutation, present });
  }
}

function create(
  state: PeerState,
  tx: PeerTransaction,
  { entity, row, actor }: { entity: AnyEntity; row: JsonObject; actor: PeerActor },
): ResultCode {
  const id = row.id as string;
  if (tx.find(entity, id)) {
    if (state.creators.get(rowKeyOf(entity.table, id)) === actor.userId) return 'APPLIED';
    throw new PeerRefusal('CONFLICT', 'Something with this id exists already.');
  }
  const isHome = entity.name === 'Course' || entity.name === 'Campaign';
  if (!isHome && !actor.mayEdit(entity.scope(row))) throw new PeerRefusal('FORBIDDEN', 'Not allowed.');
  for (const [key, field] of Object.entries(entity.fields)) {
    const target = row[key];
    if (field.references === undefined || typeof target !== 'string') continue;
    if (!tx.find(entityNamed(field.references as 'Course'), target))
      throw new PeerRefusal('MISSING_PARENT', 'No parent.');
  }
  tx.create(entity, row);
  if (isHome) actor.join(entity.scope(row));
  return 'APPLIED';
}

function patchRow(
  tx: PeerTransaction,
  entity: AnyEntity,
  { row, patch, base }: { row: WireRow; patch: JsonObject; base: JsonObject },
): ResultCode {
  const next: Record<string, JsonValue> = { ...row };
  let code: ResultCode = 'APPLIED';
  for (const [key, value] of Object.entries(patch)) {
    const field = must(entity.fields[key], key);
    const outcome = mergeField(field, { base: base[key] ?? null, server: row[key] ?? null, next: value });
    if (outcome.kind === 'refused') throw new PeerRefusal('CONFLICT', 'It was changed meanwhile.');
    if (outcome.kind === 'overwrote')
      keepLoser(tx, entity, { row, key, winner: outcome.value, loser: outcome.loser });
    if (outcome.kind === 'overwrote' || outcome.kind === 'merged') code = 'MERGED';
    next[key] = outcome.value;
  }
  tx.put(entity, next);
  return code;
}

function keepLoser(
  tx: PeerTransaction,
  entity: AnyEntity,
  { row, key, winner, loser }: { row: WireRow; key: string; winner: JsonValue; loser: JsonValue },
): void {
  const made = '2026-01-01T00:00:00.000Z';
  tx.put(entityNamed('Conflict'), {
    id: newId<'Conflict'>(),
    createdAt: made,
    updatedAt: made,
    deletedAt: null,
    kind: 'field',
    rowScope: entity.scope(row),
    entityName: entity.name,
    rowId: row.id ?? null,
    rowLabel: '',
    field: key,
    baseValue: null,
    winnerValue: winner,
    winnerName: '',
    loserValue: loser,
    loserName: '',
    status: 'open',
    resolvedValue: null,
    resolvedByName: null,
    resolvedAt: null,
  });
}

function command(
  state: PeerState,
  tx: PeerTransaction,
  { mutation, present }: { mutation: Mutation; present: (entity: AnyEntity, id: string) => WireRow },
): ResultCode {
  switch (mutation.name) {
    case 'document.append': {
      const { id, update } = appendArgs.parse(mutation.args);
      present(entityNamed('Document'), id);
      const text = new Y.Doc();
      for (const known of [...(state.updates.get(id) ?? []), { update }]) {
        Y.applyUpdate(text, Buffer.from(known.update, 'base64'));
      }
      if (text.store.pendingStructs)
        throw new PeerRefusal('INVALID', 'It builds on changes that are not here.');
      tx.append(id, update);
      return 'APPLIED';
    }
    case 'course.publish':
    case 'course.unpublish': {
      const { id, expected } = publishArgs.parse(mutation.args);
      const row = present(entityNamed('Course'), id);
      const status = mutation.name === 'course.publish' ? 'published' : 'draft';
      if (row.status !== expected) throw new PeerRefusal('CONFLICT', 'The state was changed meanwhile.');
      tx.put(entityNamed('Course'), { ...row, status });
      return 'APPLIED';
    }
    default:
      throw new PeerRefusal('INVALID', `Unknown change ${mutation.name}`);
  }
}
