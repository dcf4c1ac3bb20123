import { inOtherCurrency, money, type Currency } from '@educrowd/shared/primitives/money';
import { useApp } from '../../app/app-context.tsx';
import { useCurrencies } from '../../app/currencies.ts';
import { MoneyField } from '../../app/money-field.tsx';
import { useAct } from '../../app/use-act.ts';
import { SelectField } from '../../ui/field.tsx';
import type { CourseFieldProps } from './course-details.tsx';

/** What a course costs, and in which currency. */
export function PriceField({ course, patch }: CourseFieldProps) {
  const { t, formats } = useApp();
  const act = useAct();
  const currency = course.currency as Currency;
  const changeCurrency = (next: Currency) => {
    // Where the new currency cannot hold the price, it is asked for again.
    const { priceMinor } = course;
    const price = priceMinor === null ? null : inOtherCurrency(money(priceMinor, currency), next);
    void act(() => patch({ currency: next, priceMinor: price?.minor ?? null }));
  };
  return (
    <div className="grid grid-cols-2 gap-2">
      <MoneyField
        of={course.id}
        label={t('course.price')}
        hint={t('course.priceHint')}
        minor={course.priceMinor}
        currency={currency}
        save={(priceMinor, seen) => patch({ priceMinor }, { priceMinor: seen })}
      />
      <SelectField
        label={t('course.currency')}
        value={currency}
        options={useCurrencies(formats.locale)}
        onChange={(event) => changeCurrency(event.currentTarget.value as Currency)}
      />
    </div>
  );
}
