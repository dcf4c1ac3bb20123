import { useMemo } from 'react';

/** Every currency with its name in the person's language. */
export function useCurrencies(locale: string): { readonly value: string; readonly label: string }[] {
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' });
    return Intl.supportedValuesOf('currency').map((value) => ({
      value,
      label: `${value} · ${names.of(value) ?? value}`,
    }));
  }, [locale]);
}
