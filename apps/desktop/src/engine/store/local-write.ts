/**
 * Edits made on this device. Each is one transaction: queued for the school, kept in the journal, the server's row put
 * aside, the shown row folded anew. The answer to whoever edited comes after the commit.
 */
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { jsonEqual, type JsonObject, type JsonValue } from '@educrowd/shared/primitives/json';
import { currencyHolder, hasAmount } from '@educrowd/shared/sync/amounts';
import type { CommandName } from '@educrowd/shared/sync/mutations';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type * as z from 'zod';
import { refusal } from '../../ipc/refusal.ts';
import type { EngineEvent } from '../../ipc/events.ts';
import { createRowChanges, type RowChanges } from '../sync/row-changes.ts';
import type { Edit } from './coalesce.ts';
import type { Store } from './open-store.ts';
import { ontoPresent } from './onto-present.ts';
import type { Queued } from './outbox.ts';
import { createQuarantine, type UnsentEdit } from './quarantine.ts';

/** The edits that one transaction may consist of. All throw `EngineError` INVALID or NOT_FOUND. */
export interface LocalWrite {
  /** `row`: the fields that a client writes, with the new id; others get their initial values. */
  readonly create: (entity: AnyEntity, row: JsonObject) => void;
  /** Fields that have the value already are left out; without any other nothing is queued. */
  readonly patch: (entity: AnyEntity, id: string, patch: JsonObject) => void;
  /**
   * A patch whose base is what the person saw, where that is not what is there now: else it would undo unseen work. With
   * amounts, `currency` says which one they were read and written in.
   */
  readonly patchSeen: (row: PatchedRow, patch: JsonObject, seen: JsonObject) => void;
  readonly trash: (entity: AnyEntity, id: string) => void;
  readonly restore: (entity: AnyEntity, id: string) => void;
  /** The update was checked by the caller. */
  readonly append: (documentId: string, update: Uint8Array) => void;
  /** Keeps an update that cannot be in its text now, for the person to see and to export. */
  readonly putAside: (documentId: string, update: Uint8Array, why: AsideReason) => void;
  /** Queues a decision that only the school can take. */
  readonly command: (name: Exclude<CommandName, 'document.append'>, args: JsonObject) => void;
  /** Queues what was once queued elsewhere, with the base it had there. */
  readonly replay: (edit: Edit) => void;
}

interface PatchedRow {
  readonly entity: AnyEntity;
  readonly id: string;
}

export interface AsideReason extends Pick<UnsentEdit, 'code' | 'detail'> {
  /** The school is asked all the same: should it accept the update after all, that is in its text again. */
  readonly isSent: boolean;
}

export interface LocalWriter {
  /** Runs `work` in one transaction and tells what it changed once that is durable. */
  readonly write: <T>(work: (write: LocalWrite) => T) => T;
}

export interface LocalWriterOptions {
  readonly store: Store;
  readonly now: () => Date;
  /** Gets what the windows have to hear. */
  readonly onCommitted: (events: readonly EngineEvent[]) => void;
}

export function createLocalWriter({ store, now, onCommitted }: LocalWriterOptions): LocalWriter {
  const { views, overlay, outbox, db } = store;
  const document = entityNamed('Document');
  const quarantine = createQuarantine(store);
  const hasPending = db
    .prepare<[string], number>(
      'select 1 from document_update where document_id = ? and seq is not null limit 1',
    )
    .pluck();
  const changeCount = db.prepare<[], number>('select total_changes()').pluck();
  const insertUpdate = db.prepare<[string, Uint8Array, number]>(
    'insert into document_update (document_id, bytes, version, seq) values (?, ?, null, ?)',
  );

  const startWrite = (changes: RowChanges): LocalWrite => {
    const at = now().toISOString();
    const note = (entity: AnyEntity, id: string): void => {
      const row = views.read(entity, id);
      changes.note(entity, row && entity.scope(row));
    };
    const queue = (edit: Edit): Queued => {
      const queued = outbox.queue(edit, at, views.view);
      const { touched } = queued;
      for (const { entity, rowId } of touched) {
        overlay.keepServerRow(entity, rowId);
        overlay.refold(entity, rowId);
        note(entity, rowId);
      }
      return queued;
    };
    const present = (entity: AnyEntity, id: string): WireRow => {
      const row = views.read(entity, id);
      if (row === null) throw refusal('NOT_FOUND', 'refusals.gone');
      return row;
    };
    const currencyOf = (entity: AnyEntity, row: WireRow): JsonValue => {
      if (typeof row.currency === 'string') return row.currency;
      const holder = currencyHolder(entity, row);
      return (holder && views.view(holder.entityName, holder.id)?.currency) ?? null;
    };
    const keepText = (documentId: string, update: Uint8Array, seq: number): void => {
      // The first pending change is all that others see of a text that is being written.
      if (!hasPending.get(documentId)) note(document, documentId);
      insertUpdate.run(documentId, update, seq);
    };

    const patchSeen: LocalWrite['patchSeen'] = ({ entity, id }, given, seen) => {
      const row = present(entity, id);
      const currency = currencyOf(entity, row);
      const { patch, base: known } = ontoPresent({ entity, row, currency }, given, seen);
      const changed = Object.entries(patch).filter(([key, value]) => !jsonEqual(row[key] ?? null, value));
      if (changed.length === 0) return;
      const valid = checked(entity.patchSchema, Object.fromEntries(changed));
      const base = Object.fromEntries(Object.keys(valid).map((key) => [key, known[key] ?? null]));
      const ofAmounts = hasAmount(entity, valid) && { currency };
      queue({ name: `${entity.name}.patch`, args: { id, patch: valid }, base: { ...ofAmounts, ...base } });
    };

    return {
      create: (entity, row) => {
        queue({ name: `${entity.name}.create`, args: { row: checked(entity.createSchema, row) }, base: {} });
      },
      patch: (entity, id, patch) => patchSeen({ entity, id }, patch, {}),
      patchSeen,
      trash: (entity, id) => {
        if (present(entity, id).deletedAt !== null) return;
        const cursor = Number(store.state.read('cursor') ?? 0);
        queue({ name: `${entity.name}.trash`, args: { id, cursor }, base: {} });
      },
      restore: (entity, id) => {
        if (present(entity, id).deletedAt === null) return;
        queue({ name: `${entity.name}.restore`, args: { id }, base: {} });
      },
      append: (documentId, update) => {
        keepText(documentId, update, queue(appendOf(documentId, update)).seq);
      },
      putAside: (documentId, update, { isSent, ...why }) => {
        const edit = appendOf(documentId, update);
        if (!isSent) return quarantine.addUnsent({ ...edit, ...why }, at);
        const queued = queue(edit);
        quarantine.add({ ...queued.edit, ...why, seq: queued.seq }, at);
      },
      command: (name, args) => void queue({ name, args, base: {} }),
      replay: (edit) => {
        const { seq } = queue(edit);
        if (edit.name !== 'document.append') return;
        keepText(String(edit.args.id), Buffer.from(String(edit.args.update), 'base64'), seq);
      },
    };
  };

  return {
    write: (work) => {
      const changes = createRowChanges();
      const before = changeCount.get();
      const result = store.transaction(() => work(startWrite(changes)));
      // What changed nothing proves nothing about the disk either.
      if (changeCount.get() !== before) onCommitted(changes.events());
      return result;
    },
  };
}

const appendOf = (documentId: string, update: Uint8Array): Edit => ({
  name: 'document.append',
  args: { id: documentId, update: Buffer.from(update).toString('base64') },
  base: {},
});

function checked(schema: z.ZodType, value: JsonObject): JsonObject {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as JsonObject;
  const [issue] = parsed.error.issues;
  throw refusal('INVALID', 'refusals.valueInvalid', {
    path: issue?.path.join('.') || 'value',
    problem: issue?.message ?? 'does not fit',
  });
}
