import type { Currency } from '@educrowd/shared/primitives/money';
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
  return (
    <div className="grid grid-cols-2 gap-2">
      <MoneyField
        of={course.id}
        label={t('course.price')}
        hint={t('course.priceHint')}
        minor={course.priceMinor}
        currency={currency}
        save={(priceMinor, seen, readIn) => patch({ priceMinor }, { priceMinor: seen, currency: readIn })}
      />
      <SelectField
        label={t('course.currency')}
        value={currency}
        options={useCurrencies(formats.locale)}
        onChange={(event) => {
          // Where it cannot hold the price, that is asked for again.
          const next = event.currentTarget.value as Currency;
          void act(() => patch({ currency: next }));
        }}
      />
    </div>
  );
}
