/** What a feature hands to sync: its named commands, and what follows from plain creates of its entities. */
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { CommandName } from '@educrowd/shared/sync/mutations';
import type { ResultCode } from '@educrowd/shared/sync/protocol';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import type { SyncedEntityName } from '@educrowd/shared/synced-entities';
import type { PushBatch } from './push-batch.ts';

/** A mutation that is refused changes nothing; `detail` tells the person why. */
export class MutationRefused extends Error {
  readonly code: Exclude<ResultCode, 'APPLIED' | 'MERGED'>;
  constructor(code: MutationRefused['code'], detail: string) {
    super(detail);
    this.name = 'MutationRefused';
    this.code = code;
  }
}

/** Runs one command on the rows of the batch; throws `MutationRefused`. */
export type CommandHandler = (batch: PushBatch, args: JsonObject) => Promise<'APPLIED' | 'MERGED'>;

/** Runs inside the batch when a plain create was accepted. */
export type CreatedHook = (batch: PushBatch, row: WireRow) => void | Promise<void>;

/** What a plain create, patch or trash is about to make of a row; `before` is null for a create. */
export interface RowChange {
  readonly before: WireRow | null;
  readonly after: WireRow;
}

/** Runs before a plain edit is accepted, after rights, values and references were checked; throws `MutationRefused`. */
export type ChangingHook = (batch: PushBatch, change: RowChange) => void | Promise<void>;

export interface MutationHandlers {
  readonly commands: Partial<Record<CommandName, CommandHandler>>;
  readonly created: Partial<Record<SyncedEntityName, CreatedHook>>;
  readonly changing: Partial<Record<SyncedEntityName, ChangingHook>>;
}

export const combineHandlers = (all: readonly MutationHandlers[]): MutationHandlers => ({
  commands: Object.assign({}, ...all.map((each) => each.commands)),
  created: Object.assign({}, ...all.map((each) => each.created)),
  changing: Object.assign({}, ...all.map((each) => each.changing)),
});
