/** Pages of the model school, as the server makes them of its change table. */
import {
  pageChecksum,
  type BootstrapRequest,
  type BootstrapResponse,
  type Change,
  type PullRequest,
  type PullResponse,
} from '@educrowd/shared/sync/protocol';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { isHeld, type Holding } from '@educrowd/shared/sync/scope';
import { entityOfTable } from '@educrowd/shared/synced-entities';
import { RequestError } from '../../../apps/desktop/src/engine/network/request-error.ts';
import type { SchoolState, StoredChange } from './school-state.ts';

interface Limits {
  readonly granted: readonly Holding[];
  readonly pageRows: number;
}

const compare = (a: readonly (string | number)[], b: readonly (string | number)[]): number => {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

const pullKey = ({
  version,
  table,
  rowId,
  scope,
}: Omit<StoredChange, 'op' | 'scope'> & { scope: string }) => [version, table, rowId, scope];

export function answerPull(
  state: SchoolState,
  { holdings, cursor, after }: PullRequest,
  { granted, pageRows }: Limits,
): Omit<PullResponse, 'lastSeq' | 'results'> {
  const sent = holdings.filter((holding) => isHeld(granted, holding));
  const found = [...state.changes.values()]
    .filter(({ version, scope }) => version > cursor && isHeld(sent, scope))
    .filter(
      (change) =>
        !after || compare(pullKey(change), [after.version, after.table, after.rowId, after.scope]) > 0,
    )
    .toSorted((a, b) => compare(pullKey(a), pullKey(b)));
  const taken = found.slice(0, pageRows);
  const last = taken.at(-1);
  const isLast = taken.length === found.length || !last;
  return {
    ...page(state, taken, cursor),
    head: state.head,
    next: isLast ? null : { version: last.version, table: last.table, rowId: last.rowId, scope: last.scope },
    holdings: [...granted],
  };
}

export function answerBootstrap(
  state: SchoolState,
  { holding, after }: BootstrapRequest,
  { granted, pageRows }: Limits,
): BootstrapResponse {
  if (!isHeld(granted, holding))
    throw new RequestError({ kind: 'refused', code: 'HOLDING_LOST' }, 'You have no access to this any more.');
  const all = [...state.changes.values()]
    .filter(({ op, scope }) => op === 'upsert' && isHeld([holding], scope))
    .toSorted((a, b) => compare([a.table, a.rowId], [b.table, b.rowId]));
  const found = all.filter(
    ({ table, rowId }) => !after || compare([table, rowId], [after.table, after.rowId]) > 0,
  );
  const taken = found.slice(0, pageRows);
  const last = taken.at(-1);
  return {
    ...page(state, taken, -1),
    head: state.head,
    next: taken.length < found.length && last ? { table: last.table, rowId: last.rowId } : null,
    totalRows: after === null ? all.length : null,
  };
}

function page(state: SchoolState, found: readonly StoredChange[], sinceVersion: number) {
  const columns: Record<string, string[]> = {};
  const changes = found.map(({ table, rowId, scope, version, op }): Change => {
    const change: Change = { table, rowId, scope, version, op, values: null };
    if (op !== 'upsert') return change;
    const row = state.rows.get(`${table} ${rowId}`)?.row ?? {};
    const names = (columns[table] ??= Object.keys(entityOfTable(table).fields));
    change.values = names.map((column) => row[column] ?? null);
    if (table === 'documents') change.updates = newerUpdates(state, rowId, sinceVersion);
    return change;
  });
  return { epoch: state.epoch, columns, changes, count: changes.length, checksum: pageChecksum(changes) };
}

/** The state where it is newer than asked for, then the updates since. */
function newerUpdates(state: SchoolState, documentId: string, sinceVersion: number): string[] {
  const text = state.texts.get(documentId);
  if (!text) return [];
  const whole = text.state && text.state.version > sinceVersion ? [text.state.bytes] : [];
  const since = text.updates.filter(({ version }) => version > sinceVersion).map(({ bytes }) => bytes);
  return [...whole, ...since].map(bytesToBase64);
}
