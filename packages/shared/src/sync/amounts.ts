/**
 * An amount is a number, and what it is worth stands in another field: the currency of its row, or of the row above. The
 * two can be changed by two people, or be refused apart. So a patch of amounts says in its base which currency the person
 * had in mind, and is refused where the amount would be in another; and whoever changes a currency changes with it every
 * amount that is there, also those that they have not seen.
 */
import type { AnyEntity, ParentLink, WireRow } from '../entity/define-entity.ts';
import type { JsonObject, JsonValue } from '../primitives/json.ts';
import { currencySchema, inOtherCurrency, money } from '../primitives/money.ts';

const amountsIn = (entity: AnyEntity, row: JsonObject): [key: string, minor: number][] =>
  Object.entries(row).flatMap(([key, value]) =>
    entity.fields[key]?.isAmount === true && typeof value === 'number' ? [[key, value]] : [],
  );

/** Whether the patch sets an amount; taking one away is the same in every currency. */
export const hasAmount = (entity: AnyEntity, patch: JsonObject): boolean =>
  amountsIn(entity, patch).length > 0;

/** The currency that the amounts of a patch are meant in; undefined where it does not say (devices of earlier versions). */
export const intendedCurrency = (patch: JsonObject, base: JsonObject): JsonValue | undefined =>
  patch.currency ?? base.currency;

/** The row whose `currency` the amounts of `row` are in: itself, or the one above. */
export const currencyHolder = (entity: AnyEntity, row: WireRow): ParentLink | null =>
  Object.hasOwn(entity.fields, 'currency')
    ? { entityName: entity.name, id: String(row.id) }
    : entity.parent(row);

/** Of a reward until somebody has decided: the checklist asks for it. */
export const NO_AMOUNT = 0;

/**
 * What the amounts of a row become when their currency is changed: the numbers that people see stay. What the other
 * currency cannot hold is to be decided again.
 */
export function amountsInOther(
  entity: AnyEntity,
  row: JsonObject,
  { from, to }: { readonly from: JsonValue | undefined; readonly to: JsonValue | undefined },
): JsonObject {
  if (from === to) return {};
  const [before, after] = [currencySchema.safeParse(from), currencySchema.safeParse(to)];
  if (!before.success || !after.success) return {};
  return Object.fromEntries(
    amountsIn(entity, row).map(([key, minor]) => [
      key,
      inOtherCurrency(money(minor, before.data), after.data)?.minor ??
        (entity.fields[key]?.nullable === true ? null : NO_AMOUNT),
    ]),
  );
}
