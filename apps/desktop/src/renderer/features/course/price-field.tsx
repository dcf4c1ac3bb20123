import { useMemo } from 'react';
import {
  decimalsOf,
  formatMoney,
  minorToDecimalText,
  money,
  parseMoney,
  type Currency,
} from '@educrowd/shared/primitives/money';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useField } from '../../app/use-field.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import type { CourseFieldProps } from './course-details.tsx';

/** Amount and currency. The amount travels as typed: what is not an amount of this currency is never stored. */
export function PriceField({ course, patch }: CourseFieldProps) {
  const { t, formats } = useApp();
  const act = useAct();
  const currency = course.currency as Currency;
  const label = t('course.price');
  const stored =
    course.priceMinor === null ? '' : minorToDecimalText(course.priceMinor, decimalsOf(currency));
  const field = useField({
    label,
    value: stored,
    save: async (typed) => {
      const minor = parsePrice(typed, currency);
      if (minor !== undefined) await patch({ priceMinor: minor });
    },
  });
  const currencies = useCurrencies(formats.locale);
  const changeCurrency = (next: Currency) => {
    // The number stays what the person sees; where the new currency cannot hold it, the price is asked for again.
    const minor = parsePrice(stored, next);
    void act(() =>
      patch({ currency: next, ...(minor === undefined ? { priceMinor: null } : { priceMinor: minor }) }),
    );
  };
  const understood = parsePrice(field.shown, currency);
  const echo =
    typeof understood === 'number'
      ? formatMoney(money(understood, currency), formats.locale)
      : t('course.priceHint');
  const example = formatMoney(money(49 * 10 ** decimalsOf(currency), currency), formats.locale);
  return (
    <div className="grid grid-cols-2 gap-2">
      <TextField
        label={label}
        hint={echo}
        inputMode="decimal"
        className="tabular-nums"
        value={field.shown}
        error={
          parsePrice(field.shown, currency) === undefined ? t('course.priceInvalid', { example }) : undefined
        }
        onChange={(event) => field.change(event.currentTarget.value)}
        onFocus={field.onFocus}
        onBlur={field.onBlur}
      />
      <SelectField
        label={t('course.currency')}
        value={currency}
        options={currencies}
        onChange={(event) => changeCurrency(event.currentTarget.value as Currency)}
      />
    </div>
  );
}

/** Null: free. Undefined: not an amount of this currency. */
function parsePrice(typed: string, currency: Currency): number | null | undefined {
  if (typed.trim() === '') return null;
  return parseMoney(typed, currency)?.minor;
}

function useCurrencies(locale: string) {
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((value) => ({
      value,
      label: `${value} · ${names.of(value) ?? value}`,
    }));
  }, [locale]);
}
