/** Pages of rows for devices: which values travel, in which order, and the trailer that proves a page whole. */
import { sql, type SQL } from 'drizzle-orm';
import { must } from '@educrowd/shared/primitives/assert';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { MAX_PAGE_BYTES, pageChecksum, type Change } from '@educrowd/shared/sync/protocol';
import { isWildcard, wildcardPrefix, type Holding } from '@educrowd/shared/sync/scope';
import { entityOfTable } from '@educrowd/shared/synced-entities';
import { readRows, refKey } from '../../platform/synced-rows.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { readTexts } from './document-store.ts';

/** A change as the change table has it; `row_id` and `table_name` are keys, not yet values. */
export interface ChangeRow extends Record<string, unknown> {
  readonly table_name: string;
  readonly row_id: string;
  readonly scope: string;
  readonly version: string;
  readonly op: Change['op'];
}

/** Rows whose scope is in the holdings. */
export function scopeIsHeld(holdings: readonly Holding[]): SQL {
  const exact = holdings.filter((holding) => !isWildcard(holding));
  const conditions = [
    sql`scope = any(${sql.param(exact)}::text[])`,
    ...holdings.filter(isWildcard).map((holding) => sql`starts_with(scope, ${wildcardPrefix(holding)})`),
  ];
  return sql`(${sql.join(conditions, sql` or `)})`;
}

/** Columns of each table in the page, as the trailer of `values`. */
function columnsOf(changes: readonly ChangeRow[]): Record<string, string[]> {
  const tables = new Set(
    changes.filter((change) => change.op === 'upsert').map((change) => change.table_name),
  );
  return Object.fromEntries([...tables].map((table) => [table, Object.keys(entityOfTable(table).fields)]));
}

export interface Page {
  readonly columns: Record<string, string[]>;
  readonly changes: Change[];
  readonly count: number;
  readonly checksum: string;
  /** How many of the given changes the page holds: it ends early when it grows large. */
  readonly taken: number;
}

/** Loads what the changes point to, within the same snapshot. `sinceVersion`: which document updates the device has. */
export async function makePage(tx: ReadTx, found: readonly ChangeRow[], sinceVersion: number): Promise<Page> {
  const live = found.filter((change) => change.op === 'upsert');
  const rows = await readRows(
    tx,
    live.map((change) => ({ entityName: entityOfTable(change.table_name).name, id: change.row_id })),
  );
  const documentIds = live
    .filter((change) => change.table_name === 'documents')
    .map((change) => change.row_id);
  const texts = await readTexts(tx, documentIds, sinceVersion);
  const columns = columnsOf(found);
  const changes: Change[] = [];
  let sizeBytes = 0;
  for (const { table_name: table, row_id: rowId, scope, version, op } of found) {
    const change: Change = { table, rowId, scope, version: Number(version), op, values: null };
    if (op === 'upsert') {
      const { row } = must(
        rows.get(refKey({ entityName: entityOfTable(table).name, id: rowId })),
        `row ${table} ${rowId}`,
      );
      change.values = must(columns[table], table).map((column) => row[column] ?? null);
      if (table === 'documents') change.updates = (texts.get(rowId)?.updates ?? []).map(bytesToBase64);
    }
    const changeBytes = JSON.stringify(change).length;
    if (changes.length > 0 && sizeBytes + changeBytes > MAX_PAGE_BYTES) break;
    sizeBytes += changeBytes;
    changes.push(change);
  }
  return { columns, changes, count: changes.length, checksum: pageChecksum(changes), taken: changes.length };
}
