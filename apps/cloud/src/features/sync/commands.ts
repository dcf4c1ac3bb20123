/** Commands that belong to sync itself: text updates and the settling of conflicts. */
import { validateUpdate } from '@educrowd/shared/content/validate-update';
import { jsonEqual, type JsonValue } from '@educrowd/shared/primitives/json';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { base64ToBytes } from '@educrowd/shared/primitives/bytes';
import { appendArgs, resolveArgs } from '@educrowd/shared/sync/mutations';
import { isScope } from '@educrowd/shared/sync/scope';
import { entityNamed, findEntity } from '@educrowd/shared/synced-entities';
import { bringBack } from './ancestors.ts';
import { permissionToSettle } from './conflict-log.ts';
import { patchRow } from './plain-edits.ts';
import { MutationRefused, type MutationHandlers } from './mutation-handlers.ts';
import type { PushBatch } from './push-batch.ts';
import type { JsonObject } from '@educrowd/shared/primitives/json';

export const syncCommands: MutationHandlers = {
  commands: { 'document.append': appendUpdate, 'conflict.resolve': resolveConflict },
  created: {},
  changing: {},
};

async function appendUpdate(batch: PushBatch, args: JsonObject): Promise<'APPLIED' | 'MERGED'> {
  const parsed = appendArgs.safeParse(args);
  if (!parsed.success) throw new MutationRefused('INVALID', 'This is no text update.');
  const { id, update } = parsed.data;
  const row = await batch.find({ entityName: 'Document', id });
  if (!row) throw new MutationRefused('NOT_FOUND', 'The text does not exist any more.');
  const entity = entityNamed('Document');
  batch.authorizeScope('content.author', entity.scope(row));
  const bytes = base64ToBytes(update);
  const valid = validateUpdate(bytes, await batch.updatesOf(id));
  if (!valid.ok) {
    throw new MutationRefused(
      'INVALID',
      `The text cannot be kept: ${valid.failure.map((problem) => problem.detail).join('; ')}`,
    );
  }
  // Sent twice: whoever deleted the text meanwhile is not to be overruled by that.
  if (valid.value.isKnown) return 'APPLIED';
  batch.appendUpdate(id, bytes);
  await batch.touch({ entityName: 'Document', id });
  return (await bringBack(batch, entity, row)) ? 'MERGED' : 'APPLIED';
}

/** Compare-and-set: the chosen value goes in place only if the person saw what is there now. */
async function resolveConflict(batch: PushBatch, args: JsonObject): Promise<'APPLIED'> {
  const parsed = resolveArgs.safeParse(args);
  if (!parsed.success) throw new MutationRefused('INVALID', 'This decision cannot be read.');
  const { id, value, expected } = parsed.data;
  const conflict = await batch.find({ entityName: 'Conflict', id });
  if (!conflict) throw new MutationRefused('NOT_FOUND', 'This conflict does not exist any more.');
  const scope = String(conflict.rowScope);
  if (!isScope(scope)) throw new MutationRefused('INVALID', 'This conflict cannot be settled.');
  batch.authorizeScope(permissionToSettle(scope), scope);
  if (conflict.status !== 'open') {
    if (jsonEqual(conflict.resolvedValue ?? null, value)) return 'APPLIED';
    throw new MutationRefused('CONFLICT', `${String(conflict.resolvedByName)} has decided this already.`);
  }
  if (typeof conflict.field === 'string')
    await putChosenValue(batch, { conflict, key: conflict.field, value, expected });
  const settled = {
    ...conflict,
    status: 'resolved',
    resolvedValue: value,
    resolvedByName: batch.tx.memberName,
    resolvedAt: batch.tx.now.toISOString(),
  };
  batch.put('Conflict', settled, ['status']);
  return 'APPLIED';
}

interface Choice {
  readonly conflict: WireRow;
  readonly key: string;
  readonly value: JsonValue;
  /** What the person saw in place. */
  readonly expected: JsonValue;
}

/** An edit like any other, but only onto the value that the person saw. */
async function putChosenValue(batch: PushBatch, { conflict, key, value, expected }: Choice): Promise<void> {
  const entity = findEntity(String(conflict.entityName));
  const id = String(conflict.rowId);
  const row = entity && (await batch.find({ entityName: entity.name, id }));
  if (!row) throw new MutationRefused('NOT_FOUND', 'What this was about does not exist any more.');
  const present = row[key] ?? null;
  if (!jsonEqual(present, expected) && !jsonEqual(present, value)) {
    throw new MutationRefused('CONFLICT', 'It was changed again meanwhile. Look at it once more.');
  }
  await patchRow({ batch, entity }, { id, patch: { [key]: value }, base: { [key]: present } });
}
