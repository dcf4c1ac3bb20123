/** What has to hold on a device at every moment, whatever is under way. */
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { jsonEqual } from '@educrowd/shared/primitives/json';
import { foldRow, type RowEffect } from '@educrowd/shared/sync/fold';
import { isHeld, type Holding } from '@educrowd/shared/sync/scope';
import { entityNamed, entityOfTable, syncedEntities } from '@educrowd/shared/synced-entities';
import type { SimDevice } from '../device/sim-device.ts';
import type { Ledger } from '../ledger.ts';
import { fileProblems } from './files.ts';
import { query } from './query.ts';

export interface Watch {
  /** Problems since the last look. */
  readonly look: (device: SimDevice) => string[];
}

interface BaseRow {
  readonly table_name: string;
  readonly row_id: string;
  readonly row: string | null;
}

export function createWatch(ledger: Ledger): Watch {
  /** Highest cursor by device and epoch. */
  const cursors = new Map<string, number>();
  const lastLooks = new WeakMap<SimDevice, string>();

  const cursorProblems = (device: SimDevice): string[] => {
    const { state } = device.store;
    const epoch = state.read('epoch');
    const cursor = Number(state.read('cursor') ?? -1);
    if (epoch === null || state.read('rebuild') !== null) return [];
    const key = `${device.name} ${epoch}`;
    const before = cursors.get(key) ?? -1;
    cursors.set(key, Math.max(before, cursor));
    return cursor < before ? [`the cursor went back from ${before} to ${cursor}`] : [];
  };

  return {
    look: (device) => {
      const { state } = device.store;
      const [{ changes }] = query<{ changes: number }>(device, 'select total_changes() as changes') as [
        { changes: number },
      ];
      const look = `${changes} ${device.school.state().epoch}`;
      if (lastLooks.get(device) === look) return [];
      lastLooks.set(device, look);
      const isCurrent =
        state.read('epoch') === device.school.state().epoch &&
        state.read('rebuild') === null &&
        state.read('cursor') !== null;
      const problems = [...cursorProblems(device), ...foldProblems(device), ...fileProblems(device, ledger)];
      if (isCurrent) problems.push(...snapshotProblems(device), ...earlyProblems(device));
      return problems.map((problem) => `${device.name}: ${problem}`);
    },
  };
}

const baseRows = (device: SimDevice): BaseRow[] =>
  query(device, 'select table_name, row_id, row from base_row');

/** What is shown is the school's row with what is pending over it. */
function foldProblems(device: SimDevice): string[] {
  const { store } = device;
  return baseRows(device).flatMap(({ table_name: table, row_id: id, row }) => {
    const entity = entityOfTable(table);
    const effects = query<{ effect: string }>(
      device,
      'select effect from outbox_effect where table_name = ? and row_id = ? order by seq',
      table,
      id,
    ).map(({ effect }) => JSON.parse(effect) as RowEffect);
    const folded = foldRow(entity, row === null ? null : (JSON.parse(row) as WireRow), effects);
    return isSameRow(device, table, [store.views.read(entity, id), folded])
      ? []
      : [`${table} ${id} is not the school's row with the pending edits over it`];
  });
}

/** Beneath what is pending lies one version of the school: all of what is held, and nothing else. */
function snapshotProblems(device: SimDevice): string[] {
  const { store, school } = device;
  const cursor = Number(store.state.read('cursor'));
  const snapshot = school.snapshotAt(cursor);
  if (!snapshot) return [`there is no version ${cursor} of the school`];
  const holdings = query<{ holding: Holding; state: string }>(device, 'select holding, state from holding');
  const held = holdings.filter(({ state }) => state === 'ready').map(({ holding }) => holding);
  // What is being loaded, or about to go, may be here as it was.
  const passing = holdings.map(({ holding }) => holding);
  const here = serverRows(device);
  const problems: string[] = [];
  for (const [key, { row }] of snapshot) {
    const table = key.split(' ')[0] ?? '';
    if (!isHeld(held, entityOfTable(table).scope(row)) || !device.known.fields.has(table)) continue;
    const own = here.get(key);
    here.delete(key);
    if (!own) problems.push(`${key} of version ${cursor} is not here`);
    else if (!isSameRow(device, table, [own, row])) problems.push(`${key} is not as in version ${cursor}`);
  }
  for (const [key, own] of here) {
    const table = key.split(' ')[0] ?? '';
    const isPassing = isHeld(passing, entityOfTable(table).scope(own));
    if (isPassing && isSameRow(device, table, [own, snapshot.get(key)?.row ?? null])) continue;
    problems.push(`${key} is here, but not held in version ${cursor}`);
  }
  return problems;
}

/** The school's rows as this device has them. */
function serverRows(device: SimDevice): Map<string, WireRow> {
  const rows = shownRows(device);
  for (const { table_name: table, row_id: id, row } of baseRows(device)) {
    if (row === null) rows.delete(`${table} ${id}`);
    else rows.set(`${table} ${id}`, JSON.parse(row) as WireRow);
  }
  return rows;
}

export function shownRows({ store, known }: SimDevice): Map<string, WireRow> {
  const rows = new Map<string, WireRow>();
  for (const { name } of syncedEntities) {
    const entity = entityNamed(name);
    if (!known.fields.has(entity.table)) continue;
    for (const row of store.views.select(entity, '1')) rows.set(`${entity.table} ${String(row.id)}`, row);
  }
  return rows;
}

/** In everything that the device knows. What was written before it knew a field has the value that this begins with. */
export function isSameRow(
  { known: knownRows }: SimDevice,
  table: string,
  [a, b]: readonly [WireRow | null, WireRow | null],
): boolean {
  if (a === null || b === null) return a === b;
  const { fields } = entityOfTable(table);
  const valueIn = (row: WireRow, key: string) => row[key] ?? fields[key]?.initial ?? null;
  const known = knownRows.fields.get(table) ?? [];
  return known.every((key) => jsonEqual(valueIn(a, key), valueIn(b, key)));
}

/** What has left the outbox has come back: an own edit never flickers. */
function earlyProblems(device: SimDevice): string[] {
  const { store, school } = device;
  const clientId = store.state.read('clientId');
  const seqBase = Number(store.state.read('seqBase') ?? 0);
  const cursor = Number(store.state.read('cursor'));
  const left = query<{ seq: number }>(
    device,
    `select seq from journal where settled_at is not null and result_code in ('APPLIED', 'MERGED') and seq > ?`,
    seqBase,
  );
  return left.flatMap(({ seq }) => {
    const [version = 0] = school.state().applied.get(`${clientId} ${seq - seqBase}`) ?? [];
    return version > cursor ? [`edit ${seq} left the outbox before its version ${version} was here`] : [];
  });
}
