import { createHoldings, type Holdings } from '../store/holdings.ts';
import type { Store } from '../store/open-store.ts';
import { createQuarantine, type Quarantine } from '../store/quarantine.ts';
import { createSettler, type Settler } from '../store/settle.ts';
import { createStaging, type Staging } from '../store/staging.ts';
import { createSyncPosition, type SyncPosition } from './sync-position.ts';

/** The parts of an open workspace that sync works on. */
export interface SyncStore extends Omit<Store, 'state' | 'close'> {
  readonly staging: Staging;
  readonly holdings: Holdings;
  readonly settler: Settler;
  readonly quarantine: Quarantine;
  readonly position: SyncPosition;
}

export function createSyncStore(store: Store): SyncStore {
  const { db, documentUpdates, state } = store;
  const quarantine = createQuarantine(store);
  return {
    ...store,
    staging: createStaging(db),
    holdings: createHoldings(db),
    settler: createSettler(db, { updates: documentUpdates, quarantine }),
    quarantine,
    position: createSyncPosition(state),
  };
}
