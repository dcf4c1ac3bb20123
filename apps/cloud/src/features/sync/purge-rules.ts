/** What features know of rows that lie in Trash for too long, and sync does not. */
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { SyncedEntityName } from '@educrowd/shared/synced-entities';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

/** Whether one of these rows has to stay, with everything above it. */
export type KeptRule = (tx: ReadTx, rows: readonly WireRow[]) => Promise<boolean>;

/** Removes what is not synced and refers to these rows, which go in the same transaction. */
export type GoingHook = (tx: TenantTx, rows: readonly WireRow[]) => Promise<void>;

export interface PurgeRules {
  readonly kept: { readonly [Name in SyncedEntityName]?: KeptRule };
  readonly going: { readonly [Name in SyncedEntityName]?: GoingHook };
}
