/** The rows that one transaction of the model school works on: changed in memory, committed together. */
import { must } from '@educrowd/shared/primitives/assert';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { can, subjectOfScope } from '@educrowd/shared/permissions/can';
import type { Permission } from '@educrowd/shared/permissions/matrix';
import type { Access } from '@educrowd/shared/permissions/access';
import type { ResultCode } from '@educrowd/shared/sync/protocol';
import type { Scope } from '@educrowd/shared/sync/scope';
import { entityNamed, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import { idsIn, keyOf, updatesOf, type SchoolState, type StoredRow } from './school-state.ts';

export class Refused extends Error {
  readonly code: Exclude<ResultCode, 'APPLIED' | 'MERGED'>;
  constructor(code: Refused['code'], detail: string) {
    super(detail);
    this.name = 'Refused';
    this.code = code;
  }
}

export interface Ref {
  readonly entityName: string;
  readonly id: string;
}

export interface Acting {
  /** Null: the school itself, in a job. */
  readonly userId: string | null;
  readonly access: Access | null;
  readonly now: Date;
}

interface Draft {
  readonly rows: Map<string, StoredRow & { readonly entityName: string }>;
  readonly removed: Map<string, Ref>;
  readonly updates: { readonly documentId: string; readonly bytes: Uint8Array }[];
  readonly joined: string[];
}

const emptyDraft = (): Draft => ({ rows: new Map(), removed: new Map(), updates: [], joined: [] });

export interface SchoolBatch extends Acting {
  /** As it was before this transaction. */
  readonly state: SchoolState;
  readonly find: (ref: Ref) => WireRow | null;
  /** All of an entity, with what this transaction has written. */
  readonly rowsOf: (entityName: SyncedEntityName) => WireRow[];
  readonly authorsOf: (ref: Ref) => StoredRow['authors'];
  readonly put: (entityName: string, row: WireRow, fields: readonly string[]) => void;
  readonly remove: (ref: Ref) => void;
  readonly updatesOf: (documentId: string) => Uint8Array[];
  readonly append: (documentId: string, bytes: Uint8Array) => void;
  /** The acting person teaches this course, or runs this campaign. */
  readonly join: (ref: Ref) => void;
  readonly isAllowed: (permission: Permission, scope: Scope) => boolean;
  readonly authorize: (permission: Permission, scope: Scope) => void;
  /** What throws leaves nothing behind. */
  readonly attempt: <T>(work: () => T) => T;
  readonly isEmpty: () => boolean;
  readonly commit: (version: number, nowMs: number) => Scope[];
}

export function createBatch(state: SchoolState, acting: Acting): SchoolBatch {
  const accepted = emptyDraft();
  let draft = emptyDraft();
  const stored = (key: string): StoredRow | null => {
    if (draft.removed.has(key) || accepted.removed.has(key)) return null;
    return draft.rows.get(key) ?? accepted.rows.get(key) ?? state.rows.get(key) ?? null;
  };
  const joined = (table: string): string[] => idsIn(table, [...accepted.joined, ...draft.joined]);
  const access = (): Access | null =>
    acting.access && {
      ...acting.access,
      courseIds: [...acting.access.courseIds, ...joined('courses')],
      campaignIds: [...acting.access.campaignIds, ...joined('campaigns')],
    };
  const isAllowed = (permission: Permission, scope: Scope): boolean =>
    acting.userId === null || can({ access: access(), now: acting.now }, permission, subjectOfScope(scope));
  return {
    ...acting,
    state,
    find: ({ entityName, id }) => stored(keyOf(entityName, id))?.row ?? null,
    rowsOf: (entityName) => {
      const keys = [...state.rows.keys(), ...accepted.rows.keys(), ...draft.rows.keys()];
      const ids = new Set(idsIn(entityNamed(entityName).table, keys));
      return [...ids].map((id) => stored(keyOf(entityName, id))?.row).filter((row) => row !== undefined);
    },
    authorsOf: ({ entityName, id }) => stored(keyOf(entityName, id))?.authors ?? {},
    put: (entityName, row, fields) => {
      const key = keyOf(entityName, String(row.id));
      const written = Object.fromEntries(fields.map((field) => [field, acting.userId]));
      const authors = { ...stored(key)?.authors, ...written };
      draft.rows.set(key, { entityName, row, authors });
    },
    remove: (ref) => void draft.removed.set(keyOf(ref.entityName, ref.id), ref),
    updatesOf: (documentId) => [
      ...updatesOf(state.texts.get(documentId)),
      ...[...accepted.updates, ...draft.updates]
        .filter((each) => each.documentId === documentId)
        .map(({ bytes }) => bytes),
    ],
    append: (documentId, bytes) => void draft.updates.push({ documentId, bytes }),
    join: ({ entityName, id }) => void draft.joined.push(keyOf(entityName, id)),
    isAllowed,
    authorize: (permission, scope) => {
      if (!isAllowed(permission, scope))
        throw new Refused('FORBIDDEN', 'Your role in this school does not allow that.');
    },
    attempt: (work) => {
      draft = emptyDraft();
      const result = work();
      for (const [key, row] of draft.rows) accepted.rows.set(key, row);
      for (const [key, ref] of draft.removed) accepted.removed.set(key, ref);
      accepted.updates.push(...draft.updates);
      accepted.joined.push(...draft.joined);
      draft = emptyDraft();
      return result;
    },
    isEmpty: () => accepted.rows.size + accepted.removed.size + accepted.updates.length === 0,
    commit: (version, nowMs) => commit(state, accepted, { acting, version, nowMs }),
  };
}

function commit(
  state: SchoolState,
  { rows, removed, updates, joined }: Draft,
  { acting, version, nowMs }: { acting: Acting; version: number; nowMs: number },
): Scope[] {
  const scopes: Scope[] = [];
  const note = (ref: Ref, scope: Scope, op: 'upsert' | 'delete' | 'leave'): void => {
    const key = keyOf(ref.entityName, ref.id);
    const known = state.changes.get(`${key} ${scope}`);
    const { userId } = acting;
    state.changes.set(`${key} ${scope}`, {
      table: entityNamed(ref.entityName as SyncedEntityName).table,
      rowId: ref.id,
      scope,
      version,
      op,
      authorId: userId ?? known?.authorId ?? null,
      authorVersion: userId === null ? (known?.authorVersion ?? 0) : version,
      otherVersion:
        userId === null || userId === known?.authorId
          ? (known?.otherVersion ?? 0)
          : (known?.authorVersion ?? 0),
    });
    scopes.push(scope);
  };
  for (const [key, { entityName, row, authors }] of rows) {
    if (removed.has(key)) continue;
    const entity = entityNamed(entityName as SyncedEntityName);
    const before = state.rows.get(key);
    const ref = { entityName, id: String(row.id) };
    const scope = entity.scope(row);
    const oldScope = before ? entity.scope(before.row) : scope;
    if (oldScope !== scope) note(ref, oldScope, 'leave');
    state.rows.set(key, { row: { ...row, updatedAt: acting.now.toISOString() }, authors });
    note(ref, scope, 'upsert');
  }
  for (const [key, ref] of removed) {
    const { row } = must(state.rows.get(key), key);
    state.rows.delete(key);
    state.texts.delete(ref.id);
    state.purged.set(key, true);
    note(ref, entityNamed(ref.entityName as SyncedEntityName).scope(row), 'delete');
  }
  for (const { documentId, bytes } of updates) {
    const text = state.texts.get(documentId) ?? { state: null, updates: [] };
    state.texts.set(documentId, { ...text, updates: [...text.updates, { version, bytes }] });
  }
  const { userId } = acting;
  if (userId !== null)
    for (const key of joined) state.staff.set(key, [...(state.staff.get(key) ?? []), userId]);
  state.head = Math.max(state.head, version);
  state.committedAt.set(version, nowMs);
  return scopes;
}
