import { jsonEqual } from '@educrowd/shared/primitives/json';
import type { EngineHandlers } from '../../ipc/contract.ts';
import { refusal } from '../../ipc/refusal.ts';
import type { EngineClock } from '../clock.ts';
import { listConflicts } from '../store/queries/conflicts.ts';
import { exportUnsent, listRefused } from '../store/queries/refused.ts';
import { createQuarantine } from '../store/quarantine.ts';
import type { Workspace } from '../workspace.ts';
import type { OpenConflict } from '../../ipc/sync.ts';
import { fieldOf } from '@educrowd/shared/synced-entities';
import type { JsonValue } from '@educrowd/shared/primitives/json';

export interface SyncHandlerOptions {
  readonly workspace: () => Workspace;
  readonly clock: EngineClock;
}

export const syncHandlers = ({ workspace, clock }: SyncHandlerOptions): EngineHandlers['sync'] => ({
  status: () => workspace().sync().status(),
  syncNow: () => workspace().sync().syncNow(),
  listConflicts: () => listConflicts(workspace().store),
  resolveConflict: ({ id, value, presentValue }) => {
    const { store, writer } = workspace();
    const conflict = listConflicts(store).find((each) => each.id === id);
    if (conflict === undefined) throw refusal('NOT_FOUND', 'refusals.decidedAlready');
    if (!isKnownHere(conflict)) throw refusal('INVALID', 'refusals.decidedByNewer');
    if (!mayHold(conflict, value)) throw refusal('INVALID', 'refusals.choiceUnfit');
    if (!jsonEqual(conflict.presentValue, presentValue)) {
      throw refusal('INVALID', 'refusals.changedMeanwhile');
    }
    writer.write((write) => write.command('conflict.resolve', { id, value, expected: presentValue }));
  },
  listRefused: () => listRefused(workspace().store),
  discardRefused: ({ seq }) => {
    const { store, sync } = workspace();
    store.transaction(() => createQuarantine(store).remove(seq));
    sync().noteLocalWrite();
  },
  exportUnsent: () => exportUnsent(workspace().store, clock.now()),
});

/** A newer version may keep apart what this one does not have: writing that is left to it. */
function isKnownHere({ entityName, field }: OpenConflict): boolean {
  return field === null || fieldOf(entityName, field) !== undefined;
}

function mayHold({ entityName, field }: OpenConflict, value: JsonValue): boolean {
  return field === null || fieldOf(entityName, field)?.schema.safeParse(value).success === true;
}
