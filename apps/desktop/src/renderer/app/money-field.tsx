import { useEffect, useRef } from 'react';
import {
  decimalsOf,
  formatMoney,
  money,
  parseMoney,
  typedMoney,
  type Currency,
  type MoneyProblem,
} from '@educrowd/shared/primitives/money';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { ok, type Result } from '@educrowd/shared/primitives/result';
import { TextField } from '../ui/field.tsx';
import { useApp, type App } from './app-context.tsx';
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
  /** Both amounts are in `currency`, which may be another one by now. `seen` as in `useField`. */
  save: (minor: number | null, seen: number | null | undefined, currency: Currency) => Promise<void>;
  /** Why an amount of this currency would not be taken all the same; null when it would. */
  refused?: (minor: number) => PlainMessageKey | null;
  disabled?: boolean;
}

/**
 * An amount as typed, read back in full: what is not an amount of this currency, or is refused, stays in the field, and
 * is not stored.
 */
export function MoneyField({
  name,
  of,
  label,
  hint,
  minor,
  currency,
  save,
  refused = () => null,
  disabled = false,
}: MoneyFieldProps) {
  const { t, formats } = useApp();
  const before = useRef(minor);
  const isTouched = useRef(false);
  const { locale } = formats;
  const amountText = (amount: number | null): string =>
    amount === null ? '' : typedMoney(money(amount, currency), locale);
  const problemOf = (typed: string): string | null => {
    const read = parseAmount(typed, { currency, locale });
    if (!read.ok) return wordsFor(read.failure, { t, currency, locale });
    const refusal = read.value === null ? null : refused(read.value);
    return refusal && t(refusal);
  };
  const field = useField({
    label,
    value: amountText(minor),
    unfinished: {
      key: `${of} ${label}`,
      isSo: (typed) => problemOf(typed) !== null,
      // "12.5" on the way to "12.5o" was not meant: what is no amount leaves the one that was there before.
      instead: () => amountText(before.current),
    },
    save: async (typed, seen) => {
      const parsed = parseAmount(typed, { currency, locale });
      const known = parseAmount(seen, { currency, locale });
      await save(parsed.ok ? parsed.value : before.current, known.ok ? known.value : undefined, currency);
    },
  });
  const readAs = useRef(currency);
  useEffect(() => {
    if (readAs.current === currency) return;
    readAs.current = currency;
    before.current = minor;
    // Typed before the other currency was in place: the same number is another amount of it.
    if (field.shown !== amountText(minor)) field.change(field.shown);
  });
  const understood = parseAmount(field.shown, { currency, locale });
  const inWords = (amount: number) => formatMoney(money(amount, currency), locale);
  const problem = problemOf(field.shown);
  const wrong =
    problem === null || minor === null ? problem : t('common.stays', { problem, kept: inWords(minor) });
  return (
    <TextField
      {...(name === undefined ? {} : { name })}
      label={label}
      hint={understood.ok && understood.value !== null ? inWords(understood.value) : hint}
      inputMode="decimal"
      className="tabular-nums"
      disabled={disabled}
      value={field.shown}
      error={wrong ?? field.failure}
      onChange={(event) => {
        if (!isTouched.current) before.current = minor;
        isTouched.current = true;
        field.change(event.currentTarget.value);
      }}
      onFocus={() => {
        isTouched.current = false;
        field.onFocus();
      }}
      onBlur={field.onBlur}
    />
  );
}

interface Reading {
  readonly currency: Currency;
  readonly locale: string;
}

/** Null: none. */
function parseAmount(typed: string, { currency, locale }: Reading): Result<number | null, MoneyProblem> {
  if (typed.trim() === '') return ok(null);
  const read = parseMoney(typed, currency, locale);
  return read.ok ? ok(read.value.minor) : read;
}

function wordsFor(problem: MoneyProblem, { t, currency, locale }: Reading & Pick<App, 't'>): string {
  const decimals = decimalsOf(currency);
  switch (problem) {
    case 'unreadable':
      return t('common.amountInvalid', {
        example: formatMoney(money(49 * 10 ** decimals, currency), locale),
      });
    case 'tooFine':
      return t('common.amountTooFine', { decimals, currency });
    case 'tooMuch':
      return t('common.amountTooMuch');
  }
}
