import type { Database } from 'better-sqlite3';

/**
 * What a workspace knows of itself, one text for each key.
 * workspaceId, displayName: always there · school: address, name, e-mail and tenant of the account it is connected to,
 * as JSON; absent for work on this computer alone · roles, permissions: what the school said last of the account's; an
 * older server says no permissions · merged:<id>: the work of that local workspace has been taken over · the others
 * belong to sync.
 */
export type SyncStateKey =
  | 'workspaceId'
  | 'displayName'
  | 'school'
  | 'roles'
  | 'permissions'
  | `merged:${string}`
  | 'clientId'
  | 'formerClients'
  | 'epoch'
  | 'cursor'
  | 'ackedThrough'
  | 'lastSyncedAt'
  | 'seqBase'
  | 'pullAfter'
  | 'reconcile'
  | 'rebuild'
  | 'schema';

export interface SyncState {
  readonly read: (key: SyncStateKey) => string | null;
  readonly write: (key: SyncStateKey, value: string) => void;
  readonly remove: (key: SyncStateKey) => void;
}

export function createSyncState(db: Database): SyncState {
  const select = db.prepare<[string], string>('select value from sync_state where key = ?').pluck();
  const insert = db.prepare<[string, string]>('insert or replace into sync_state (key, value) values (?, ?)');
  const remove = db.prepare<[string]>('delete from sync_state where key = ?');
  return {
    read: (key) => select.get(key) ?? null,
    write: (key, value) => void insert.run(key, value),
    remove: (key) => void remove.run(key),
  };
}
