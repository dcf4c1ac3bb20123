/**
 * The view of a row: the server's row with the pending effects of this device laid over it, in order.
 * The same functions show an edit before it was sent and after a pull changed the row underneath.
 */
import type { AnyEntity, WireRow } from '../entity/define-entity.ts';
import type { JsonObject, JsonValue } from '../primitives/json.ts';
import { unreachable } from '../primitives/assert.ts';
import { mergeField } from './merge.ts';

/** What one pending mutation does to one row. */
export type RowEffect =
  | { readonly op: 'create'; readonly row: JsonObject }
  /** `base` holds the value of each field that the person saw when editing; it is never rewritten by a pull. */
  | { readonly op: 'patch'; readonly patch: JsonObject; readonly base: JsonObject }
  | { readonly op: 'trash'; readonly at: string }
  | { readonly op: 'restore' };

/** The row to show, or null when there is none (not on the server and not created here). */
export function foldRow(
  entity: AnyEntity,
  serverRow: WireRow | null,
  effects: readonly RowEffect[],
): WireRow | null {
  let row = serverRow;
  for (const effect of effects) row = applyEffect(entity, row, effect);
  return row;
}

function applyEffect(entity: AnyEntity, row: WireRow | null, effect: RowEffect): WireRow | null {
  switch (effect.op) {
    case 'create':
      // The server's row, once it is here, is the created row with everything that came after.
      return row ?? effect.row;
    case 'patch':
      return row && { ...row, ...foldedFields(entity, row, effect) };
    case 'trash':
      return row && { ...row, deletedAt: effect.at };
    case 'restore':
      return row && { ...row, deletedAt: null };
    default:
      return unreachable(effect);
  }
}

function foldedFields(entity: AnyEntity, row: WireRow, effect: RowEffect & { op: 'patch' }): JsonObject {
  const folded: Record<string, JsonValue> = {};
  for (const [key, next] of Object.entries(effect.patch)) {
    const field = entity.fields[key];
    if (!field) continue;
    const outcome = mergeField(field, { base: effect.base[key] ?? null, server: row[key] ?? null, next });
    // A compare-and-set that will be refused is still shown as the person left it until the server has answered.
    folded[key] = outcome.kind === 'refused' ? next : outcome.value;
  }
  return folded;
}
