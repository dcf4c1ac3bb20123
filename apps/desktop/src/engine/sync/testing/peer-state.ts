import { completeRow, type AnyEntity, type WireRow } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import type { Change } from '@educrowd/shared/sync/protocol';
import { isHeld, type Holding, type Scope } from '@educrowd/shared/sync/scope';
import { entityNamed, entityOfTable } from '@educrowd/shared/synced-entities';

interface StoredChange {
  readonly table: string;
  readonly rowId: string;
  readonly scope: Scope;
  readonly version: number;
  readonly op: Change['op'];
}

export interface StoredUpdate {
  readonly version: number;
  /** Base64. */
  readonly update: string;
}

/** Everything that a school keeps, plain enough to be copied: a copy is a backup. */
export interface PeerState {
  epoch: string;
  head: number;
  rows: Map<string, WireRow>;
  /** User who made each row. */
  creators: Map<string, string>;
  /** Who changed each row last, and with which version. */
  editors: Map<string, { userId: string; version: number }>;
  changes: Map<string, StoredChange>;
  updates: Map<string, StoredUpdate[]>;
  clients: Map<string, PeerClient>;
}

export interface PeerClient {
  readonly userId: string;
  lastSeq: number;
  ackedThrough: number;
  /** `lastSeq` when the present epoch began; null for a client that is younger. */
  seqAtEpoch: number | null;
  results: { seq: number; hash: string; code: string; detail: string | null }[];
}

export const rowKeyOf = (table: string, id: string): string => `${table} ${id}`;

export const emptyPeerState = (): PeerState => ({
  epoch: newId<'Epoch'>(),
  head: 0,
  rows: new Map(),
  creators: new Map(),
  editors: new Map(),
  changes: new Map(),
  updates: new Map(),
  clients: new Map(),
});

/** One transaction: rows that it writes become visible together, under one new version. */
export interface PeerTransaction {
  readonly find: (entity: AnyEntity, id: string) => WireRow | null;
  readonly all: (entity: AnyEntity) => WireRow[];
  readonly put: (entity: AnyEntity, row: WireRow) => void;
  readonly create: (entity: AnyEntity, row: WireRow) => void;
  readonly remove: (entity: AnyEntity, id: string) => void;
  readonly append: (documentId: string, update: string) => void;
}

/** Runs `work` against a copy that replaces the state only if nothing was thrown. */
export function transact<T>(
  state: PeerState,
  { now, userId }: { readonly now: string; readonly userId: string },
  work: (tx: PeerTransaction) => T,
): T {
  const draft = structuredClone(state);
  const version = state.head + 1;
  const touch = (op: Change['op'], entity: AnyEntity, row: WireRow): void => {
    const [rowId, scope] = [row.id as string, entity.scope(row)];
    const key = rowKeyOf(entity.table, rowId);
    draft.changes.set(`${key} ${scope}`, { table: entity.table, rowId, scope, version, op });
    draft.editors.set(key, { userId, version });
    draft.head = version;
  };
  const tx: PeerTransaction = {
    find: (entity, id) => draft.rows.get(rowKeyOf(entity.table, id)) ?? null,
    all: ({ table }) => [...draft.rows].filter(([key]) => key.startsWith(`${table} `)).map(([, row]) => row),
    put: (entity, row) => {
      const key = rowKeyOf(entity.table, row.id as string);
      const before = draft.rows.get(key);
      if (before && entity.scope(before) !== entity.scope(row)) touch('leave', entity, before);
      draft.rows.set(key, { ...row, updatedAt: now });
      touch('upsert', entity, row);
    },
    create: (entity, row) => {
      draft.creators.set(rowKeyOf(entity.table, row.id as string), userId);
      tx.put(entity, completeRow(entity, row, now));
    },
    remove: (entity, id) => {
      const row = draft.rows.get(rowKeyOf(entity.table, id));
      if (!row) return;
      draft.rows.delete(rowKeyOf(entity.table, id));
      touch('delete', entity, row);
    },
    append: (documentId, update) => {
      draft.updates.set(documentId, [...(draft.updates.get(documentId) ?? []), { version, update }]);
      const document = entityNamed('Document');
      tx.put(document, tx.find(document, documentId) ?? {});
    },
  };
  const result = work(tx);
  Object.assign(state, draft);
  return result;
}

/** Every row in the holdings, by key: what a device that is at rest must show. */
export const projection = (state: PeerState, holdings: readonly Holding[]): Map<string, WireRow> =>
  new Map(
    [...state.rows].filter(([key, row]) =>
      isHeld(holdings, entityOfTable(key.split(' ')[0] ?? '').scope(row)),
    ),
  );
