/** An amount is worth what its author wrote: the number that people read, in whatever currency it is by now. */
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { JsonValue } from '@educrowd/shared/primitives/json';
import { decimalsOf, minorToDecimalText, type Currency } from '@educrowd/shared/primitives/money';
import { NO_AMOUNT } from '@educrowd/shared/sync/amounts';
import type { FieldEdit, LedgerEdit } from '../ledger.ts';
import type { School } from '../school/school.ts';
import { keyOf } from '../school/school-state.ts';

const AMOUNTS = [
  ['campaigns', 'goalMinor'],
  ['rewards', 'amountMinor'],
] as const;

/** `19.9` for 1990 euro cents; null where there is no amount. */
const shown = (minor: JsonValue | undefined, currency: unknown): number | null =>
  typeof minor === 'number' && minor !== NO_AMOUNT
    ? Number(minorToDecimalText(minor, decimalsOf(currency as Currency)))
    : null;

const shownInSchool = (school: School, row: WireRow, field: string): number | null => {
  const home = school.state().rows.get(keyOf('Campaign', String(row.campaignId ?? row.id)))?.row;
  return shown(row[field], home?.currency);
};

/** Whether the school still shows the number that somebody wrote; what the currency cannot hold is asked for again. */
export function isShown(school: School, { row: key, field, value, currency }: FieldEdit): boolean {
  const row = school.state().rows.get(key)?.row;
  if (!row || currency === undefined) return false;
  const present = shownInSchool(school, row, field);
  return present === null || present === shown(value, currency);
}

/** Amounts whose numbers nobody has written. */
export function strayAmounts(school: School, edits: readonly LedgerEdit[]): string[] {
  const written = new Set(
    edits.flatMap((edit) =>
      edit.kind === 'field' && edit.currency !== undefined
        ? [`${edit.row} ${edit.field} ${shown(edit.value, edit.currency)}`]
        : [],
    ),
  );
  return AMOUNTS.flatMap(([table, field]) =>
    [...school.state().rows].flatMap(([key, { row }]) => {
      if (!key.startsWith(`${table} `)) return [];
      const number = shownInSchool(school, row, field);
      const isWritten = number === null || written.has(`${key} ${field} ${number}`);
      return isWritten ? [] : [`${field} of ${key} shows ${number}, which nobody wrote`];
    }),
  );
}
