/**
 * An amount is a number, and what it is worth stands in another field: the currency of its row, or of the row above.
 * The two can be changed by two people, or be refused apart. So a patch of amounts says in its base which currency the
 * person had in mind, and is refused where the amount would be in another.
 */
import type { AnyEntity, ParentLink, WireRow } from '../entity/define-entity.ts';
import type { JsonObject, JsonValue } from '../primitives/json.ts';

export const hasAmount = (entity: AnyEntity, patch: JsonObject): boolean =>
  Object.keys(patch).some((key) => entity.fields[key]?.isAmount === true);

/** The currency that the amounts of a patch are meant in; undefined where it does not say (devices of earlier versions). */
export const intendedCurrency = (patch: JsonObject, base: JsonObject): JsonValue | undefined =>
  patch.currency ?? base.currency;

/** The row whose `currency` the amounts of `row` are in: itself, or the one above. */
export const currencyHolder = (entity: AnyEntity, row: WireRow): ParentLink | null =>
  Object.hasOwn(entity.fields, 'currency')
    ? { entityName: entity.name, id: String(row.id) }
    : entity.parent(row);
