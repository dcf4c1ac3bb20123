/** What a build knows of rows. */
import { SCHEMA_VERSION } from '@educrowd/shared/sync/protocol';
import { syncedEntities } from '@educrowd/shared/synced-entities';

export interface KnownRows {
  readonly schemaVersion: number;
  /** Of each table. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

export const knownRows: KnownRows = {
  schemaVersion: SCHEMA_VERSION,
  fields: new Map(syncedEntities.map((entity) => [entity.table, Object.keys(entity.fields)])),
};
