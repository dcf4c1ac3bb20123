import type { Database } from 'better-sqlite3';
import { createRowTable, type SqlValue } from '@educrowd/db/sqlite/row-table';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { must } from '@educrowd/shared/primitives/assert';
import type { ViewReader } from '@educrowd/shared/sync/mutations';
import { entityNamed, syncedEntities, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import { createSearchEntries } from './search-entries.ts';

/** The rows that are shown. Every writer of one goes through here, so that search follows. */
export interface ViewTables {
  readonly read: (entity: AnyEntity, id: string) => WireRow | null;
  /** E.g. `section_id = ? order by position, id`; columns are in snake case. */
  readonly select: (entity: AnyEntity, where: string, ...parameters: SqlValue[]) => WireRow[];
  readonly write: (entity: AnyEntity, row: WireRow) => void;
  readonly remove: (entity: AnyEntity, id: string) => void;
  /** `read` by the entity's name. */
  readonly view: ViewReader;
}

export function createViewTables(db: Database): ViewTables {
  const tables = new Map(syncedEntities.map((entity) => [entity.name as string, createRowTable(db, entity)]));
  const tableOf = (entity: AnyEntity) => must(tables.get(entity.name), `table of ${entity.name}`);
  const searchEntries = createSearchEntries(db);
  return {
    read: (entity, id) => tableOf(entity).read(id),
    select: (entity, where, ...parameters) => tableOf(entity).select(where, ...parameters),
    write: (entity, row) => {
      tableOf(entity).write(row);
      searchEntries.put(entity, row);
    },
    remove: (entity, id) => {
      tableOf(entity).remove(id);
      searchEntries.forget(entity, id);
    },
    view: (entityName, id) => tableOf(entityNamed(entityName as SyncedEntityName)).read(id),
  };
}
