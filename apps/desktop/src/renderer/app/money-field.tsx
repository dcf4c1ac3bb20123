import { useEffect, useRef } from 'react';
import {
  decimalsOf,
  formatMoney,
  minorToDecimalText,
  money,
  parseMoney,
  type Currency,
} from '@educrowd/shared/primitives/money';
import { TextField } from '../ui/field.tsx';
import { useApp } from './app-context.tsx';
import { useField } from './use-field.ts';

interface MoneyFieldProps {
  /** Of the control, so that others can lead to it. */
  name?: string;
  /** Of the thing whose amount it is. */
  of: string;
  label: string;
  /** Shown while there is no amount. */
  hint: string;
  /** Null: none. */
  minor: number | null;
  currency: Currency;
  save: (minor: number | null) => Promise<void>;
  disabled?: boolean;
}

/** An amount as typed, read back in full: what is not an amount of this currency stays in the field, and is not stored. */
export function MoneyField({
  name,
  of,
  label,
  hint,
  minor,
  currency,
  save,
  disabled = false,
}: MoneyFieldProps) {
  const { t, formats } = useApp();
  const atFocus = useRef(minor);
  const field = useField({
    label,
    value: amountText(minor, currency),
    unfinished: { key: `${of} ${label}`, isSo: (typed) => parseAmount(typed, currency) === undefined },
    save: async (typed) => {
      const parsed = parseAmount(typed, currency);
      // "12.5" on the way to "12.5o" was not meant: what is no amount leaves the one that was there before.
      await save(parsed === undefined ? atFocus.current : parsed);
    },
  });
  const readAs = useRef(currency);
  useEffect(() => {
    if (readAs.current === currency) return;
    readAs.current = currency;
    atFocus.current = minor;
    // Typed before the other currency was in place: the same number is another amount of it.
    if (field.shown !== amountText(minor, currency)) field.change(field.shown);
  });
  const understood = parseAmount(field.shown, currency);
  const inWords = (amount: number) => formatMoney(money(amount, currency), formats.locale);
  const example = inWords(49 * 10 ** decimalsOf(currency));
  const wrong =
    minor === null
      ? t('common.amountInvalid', { example })
      : t('common.amountInvalidKept', { example, kept: inWords(minor) });
  return (
    <TextField
      {...(name === undefined ? {} : { name })}
      label={label}
      hint={typeof understood === 'number' ? inWords(understood) : hint}
      inputMode="decimal"
      className="tabular-nums"
      disabled={disabled}
      value={field.shown}
      error={understood === undefined ? wrong : field.failure}
      onChange={(event) => field.change(event.currentTarget.value)}
      onFocus={() => {
        atFocus.current = minor;
        field.onFocus();
      }}
      onBlur={field.onBlur}
    />
  );
}

/** "19.99" for 1999 with two decimals; empty for none. */
const amountText = (minor: number | null, currency: Currency): string =>
  minor === null ? '' : minorToDecimalText(minor, decimalsOf(currency));

/** Null: none. Undefined: not an amount of this currency. */
function parseAmount(typed: string, currency: Currency): number | null | undefined {
  if (typed.trim() === '') return null;
  return parseMoney(typed, currency)?.minor;
}
