import type { WireRow } from '@educrowd/shared/entity/define-entity';
import {
  pageChecksum,
  type BootstrapResponse,
  type Change,
  type PullResponse,
} from '@educrowd/shared/sync/protocol';
import { syncedEntities } from '@educrowd/shared/synced-entities';
import { unavailable } from '../network/request-error.ts';
import type { StagedChange } from '../store/staging.ts';

type Page = Pick<BootstrapResponse | PullResponse, 'changes' | 'columns' | 'count' | 'checksum'>;

const knownTables: ReadonlySet<string> = new Set(syncedEntities.map((entity) => entity.table));

/**
 * The changes of a page with their rows put together. Throws a `RequestError` when the trailer does not fit: part of the
 * page is missing then, and it has to be fetched again. Tables that only a newer version knows are left out.
 */
export function readPage({ changes, columns, count, checksum }: Page): StagedChange[] {
  if (changes.length !== count || pageChecksum(changes) !== checksum)
    throw unavailable('A page did not arrive whole');
  return changes
    .filter((change) => knownTables.has(change.table))
    .map((change) => ({
      table: change.table,
      rowId: change.rowId,
      scope: change.scope,
      version: change.version,
      op: change.op,
      row: change.op === 'upsert' ? rowOf(change, columns[change.table]) : null,
      updates: change.updates ?? [],
    }));
}

function rowOf({ table, values }: Change, columns: readonly string[] | undefined): WireRow {
  if (!values || !columns || values.length !== columns.length)
    throw unavailable(`A page lacks columns of ${table}`);
  return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));
}
