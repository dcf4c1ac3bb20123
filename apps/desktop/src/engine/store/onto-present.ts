/** What a person meant by an edit, done to the row that is here by now: it may not be the one that they saw. */
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import type { JsonObject, JsonValue } from '@educrowd/shared/primitives/json';
import { amountsInOther } from '@educrowd/shared/sync/amounts';
import { mergeField } from '@educrowd/shared/sync/merge';

interface PresentRow {
  readonly entity: AnyEntity;
  readonly row: WireRow;
  /** Of its amounts; null where it has none. */
  readonly currency: JsonValue;
}

interface Meant {
  readonly patch: JsonObject;
  /** What the patch starts from, at least in each of its fields. */
  readonly base: JsonObject;
}

/** @param seen what the person saw of the fields of `given`, where that is not what is here now */
export const ontoPresent = (present: PresentRow, given: JsonObject, seen: JsonObject): Meant =>
  withPresentSets(present, inPresentCurrency(present, given, seen));

/**
 * With a currency, the amounts of the row keep their numbers; and so do those that the person has read and written in
 * another currency than the one that is here by now.
 */
function inPresentCurrency(
  { entity, row, currency }: PresentRow,
  given: JsonObject,
  seen: JsonObject,
): Meant {
  if (given.currency !== undefined) {
    const change = { from: currency, to: given.currency };
    return { patch: { ...amountsInOther(entity, row, change), ...given }, base: { ...row, ...seen } };
  }
  const change = { from: seen.currency, to: currency };
  return {
    patch: { ...given, ...amountsInOther(entity, given, change) },
    base: { ...row, ...seen, ...amountsInOther(entity, seen, change) },
  };
}

/**
 * Of a set, a person says what to add to what they saw and what to take out: that is done to what is here by now. Laid
 * into an edit that waits to be sent, their list alone would take out what they had not seen.
 */
function withPresentSets({ entity, row }: PresentRow, { patch, base }: Meant): Meant {
  const [changed, present]: [Record<string, JsonValue>, Record<string, JsonValue>] = [{}, {}];
  for (const [key, next] of Object.entries(patch)) {
    const field = entity.fields[key];
    if (field?.merge !== 'set') continue;
    present[key] = row[key] ?? null;
    changed[key] = mergeField(field, { base: base[key] ?? null, server: present[key], next }).value;
  }
  return { patch: { ...patch, ...changed }, base: { ...base, ...present } };
}
