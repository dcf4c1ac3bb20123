import {
  decimalsOf,
  formatMoney,
  minorToDecimalText,
  money,
  type Currency,
} from '@educrowd/shared/primitives/money';
import type { RequestVariables } from '../../platform/request.ts';

type Reader = Pick<RequestVariables, 'locale' | 'school'>;

export const amountText = (minor: number, currency: Currency, { locale }: Pick<Reader, 'locale'>): string =>
  formatMoney(money(minor, currency), locale);

/** As the forms hand it on. A third decimal could be read as thousands; of what a card can be charged, it is always 0. */
export const typedAmount = (minor: number, currency: Currency): string =>
  decimalAmount(minor, currency).replace(/(\.\d\d)0$/, '$1');

/** As programs are told it, with all of the currency's decimals. */
export const decimalAmount = (minor: number, currency: Currency): string =>
  minorToDecimalText(minor, decimalsOf(currency));

const format = (at: Date | string, { locale, school }: Reader, options: Intl.DateTimeFormatOptions): string =>
  new Date(at).toLocaleString(locale, { timeZone: school?.timeZone ?? 'UTC', ...options });

export const dateText = (at: Date | string, reader: Reader): string =>
  format(at, reader, { dateStyle: 'long' });

/** With the zone, since it is a promise. */
export const timeText = (at: Date | string, reader: Reader): string =>
  format(at, reader, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });

/** "March 2027" of "2027-03". */
export const monthText = (month: string, { locale }: Pick<Reader, 'locale'>): string =>
  new Date(`${month}-01T00:00:00Z`).toLocaleDateString(locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
