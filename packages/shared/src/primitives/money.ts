import * as z from 'zod';
import { assert } from './assert.ts';
import { fail, ok, type Result } from './result.ts';

/** Integer minor units (cents, yen, fils) with their currency. Arithmetic on money happens in this file only. */
export interface Money {
  readonly minor: number;
  readonly currency: Currency;
}

/** ISO 4217 code. */
export type Currency = string & { readonly __currency: true };

export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => supportedCurrencies().has(code), 'unknown currency')
  .transform((code) => code as Currency);

/** Largest amount kept, in minor units: far above any real price and exact in a double. */
export const MAX_MINOR = 1_000_000_000_000;

export const minorSchema = z.int().min(0).max(MAX_MINOR);

let currencies: ReadonlySet<string> | undefined;
const supportedCurrencies = (): ReadonlySet<string> =>
  (currencies ??= new Set(Intl.supportedValuesOf('currency')));

/**
 * Decimals that the currency is charged in. Intl shows some currencies without the decimals that
 * payment providers count in (ISO 4217), so those are named here.
 */
export function decimalsOf(currency: Currency): number {
  const named = ISO_DECIMALS[currency];
  if (named !== undefined) return named;
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

const ISO_DECIMALS: Record<string, number> = {
  AFN: 2,
  ALL: 2,
  COP: 2,
  HUF: 2,
  IDR: 2,
  IQD: 3,
  IRR: 2,
  KPW: 2,
  LAK: 2,
  LBP: 2,
  MGA: 2,
  MMK: 2,
  PKR: 2,
  RSD: 2,
  SOS: 2,
  SYP: 2,
  TZS: 2,
  UZS: 2,
  YER: 2,
  ZMK: 2,
};

export const money = (minor: number, currency: Currency): Money => {
  assert(Number.isSafeInteger(minor), `money must be whole minor units, got ${minor}`);
  return { minor, currency };
};

export function addMoney(a: Money, b: Money): Money {
  assert(a.currency === b.currency, `cannot add ${b.currency} to ${a.currency}`);
  return money(a.minor + b.minor, a.currency);
}

export const negateMoney = ({ minor, currency }: Money): Money => money(minor === 0 ? 0 : -minor, currency);

/** A share in hundredths of a percent, rounded down; the remainder is in `rest`, so that both sum to the amount. */
export function splitMoney(
  amount: Money,
  basisPoints: number,
): { readonly share: Money; readonly rest: Money } {
  const share = shareOfMoney(amount, basisPoints, 10_000);
  return { share, rest: addMoney(amount, negateMoney(share)) };
}

/** `amount` × part ÷ whole, rounded down; exact, since the product can be larger than a double holds. */
export function shareOfMoney(amount: Money, part: number, whole: number): Money {
  assert(whole > 0 && part >= 0 && amount.minor >= 0, 'shares are of what is positive');
  return money(Number((BigInt(amount.minor) * BigInt(part)) / BigInt(whole)), amount.currency);
}

/**
 * What an amount becomes when only its currency is changed: the number stays what people see, 19.90 of the one is 19.90
 * of the other. Null where the other currency has too few decimals for it.
 */
export function inOtherCurrency({ minor, currency }: Money, other: Currency): Money | null {
  const shift = decimalsOf(other) - decimalsOf(currency);
  const changed = shift >= 0 ? minor * 10 ** shift : minor / 10 ** -shift;
  return Number.isSafeInteger(changed) && changed <= MAX_MINOR ? money(changed, other) : null;
}

/** For people: in their locale, always with the currency's real decimals. */
export function formatMoney(amount: Money, locale: string): string {
  const decimals = decimalsOf(amount.currency);
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: amount.currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(minorToDecimalText(amount.minor, decimals) as Intl.StringNumericLiteral);
}

/** "19.99" for 1999 with two decimals: exact, without a float in between. */
export function minorToDecimalText(minor: number, decimals: number): string {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Why what was typed or sent is no amount: not a number, more decimals than the currency has, or more than is ever kept. */
export type MoneyProblem = 'unreadable' | 'tooFine' | 'tooMuch';

/**
 * Minor units of what a person typed ("19.99", "1 234,5", "$1,234.50", "20 EUR", "١٢٫٥"). Too many decimals are a mistake
 * to show, never to round. The last separator is the decimal one, unless what follows it is a group of thousands:
 * because the person's locale writes groups with it ("1,500" dinars are 1.500 to a German and 1500 to an American), or
 * plainly ("1,000"). "10.005" dollars is a mistake, and not ten thousand and five.
 */
export function parseMoney(typed: string, currency: Currency, locale = 'en'): Result<Money, MoneyProblem> {
  const compact = withAsciiDigits(withoutCurrency(typed, currency)).replaceAll(/[\s’'٬]/gu, '');
  if (!/^\d+(?:[.,]\d+)*$/.test(compact)) return fail('unreadable');
  const decimals = decimalsOf(currency);
  const last = Math.max(compact.lastIndexOf('.'), compact.lastIndexOf(','));
  const tail = last < 0 ? '' : compact.slice(last + 1);
  const isGroup =
    tail.length === 3 &&
    !compact.startsWith('0') &&
    (compact.charAt(last) === marksOf(locale).group ||
      (decimals !== 3 && (isGrouped(compact) || decimals === 0)));
  const whole = last < 0 || isGroup ? compact : compact.slice(0, last);
  const fraction = isGroup ? '' : tail;
  const groups = whole.split(/[.,]/);
  const [first = '', ...rest] = groups;
  const separators = new Set(whole.match(/[.,]/g));
  const wellGrouped =
    groups.length === 1 ||
    (first.length <= 3 && rest.every((group) => group.length === 3) && separators.size === 1);
  if (!wellGrouped || (fraction !== '' && separators.has(compact.charAt(last)))) return fail('unreadable');
  if (fraction.length > decimals) return fail('tooFine');
  return kept(`${groups.join('')}${fraction.padEnd(decimals, '0')}`, currency);
}

/**
 * Minor units of what a program sends: digits and at most one point, which is never a sign of thousands. Zeros at the
 * end say nothing, whatever the currency has: "25.000" is 25.
 */
export function parseDecimal(sent: string, currency: Currency): Result<Money, MoneyProblem> {
  const [, whole, digits = ''] = /^(\d+)(?:\.(\d+))?$/.exec(sent) ?? [];
  if (whole === undefined) return fail('unreadable');
  const decimals = decimalsOf(currency);
  const fraction = digits.replace(/0+$/, '');
  if (fraction.length > decimals) return fail('tooFine');
  return kept(`${whole}${fraction.padEnd(decimals, '0')}`, currency);
}

/** @param minor in digits */
function kept(minor: string, currency: Currency): Result<Money, MoneyProblem> {
  const read = Number(minor);
  return read <= MAX_MINOR ? ok(money(read, currency)) : fail('tooMuch');
}

/** What `parseMoney` reads back as the same amount in this locale, for a field to type in. */
export const typedMoney = ({ minor, currency }: Money, locale: string): string =>
  minorToDecimalText(minor, decimalsOf(currency)).replace('.', marksOf(locale).decimal);

/** The separators that a locale writes between Latin digits. */
function marksOf(locale: string): { readonly decimal: string; readonly group: string } {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(12_345.6);
  const mark = (type: 'decimal' | 'group'): string => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: mark('decimal') === ',' ? ',' : '.', group: mark('group') };
}

/** The digits of every script as ours, and the Arabic decimal sign as a point. */
const withAsciiDigits = (text: string): string =>
  text.replaceAll('٫', '.').replaceAll(/\p{Nd}/gu, (digit) => {
    const plain = digit.normalize('NFKC');
    if (/\d/.test(plain)) return plain;
    // Digits of a script stand beside each other, from 0 to 9.
    const at = digit.codePointAt(0) ?? 0;
    let zero = at;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(at - zero);
  });

/** The currency's own code or sign, before or after the number, says nothing new; another one's stays a mistake. */
function withoutCurrency(typed: string, currency: Currency): string {
  const text = typed.trim();
  for (const name of namesOf(currency)) {
    const [start, end] = [text.slice(0, name.length), text.slice(-name.length)];
    if (start.toUpperCase() === name) return text.slice(name.length);
    if (end.toUpperCase() === name) return text.slice(0, -name.length);
  }
  return text;
}

/** "USD", "US$", "$", the longest first, in capitals. */
function namesOf(currency: Currency): string[] {
  const signs = (['en', 'en-CA', 'ja'] as const).flatMap((locale) =>
    (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
        .formatToParts(0)
        .filter(({ type }) => type === 'currency')
        .map(({ value }) => value.toUpperCase())
        .join(''),
    ),
  );
  return [...new Set([currency, ...signs])].toSorted((a, b) => b.length - a.length);
}

/** Written in groups beyond doubt: two separators, or round thousands ("1,000"). */
const isGrouped = (amount: string): boolean =>
  (amount.match(/[.,]/g)?.length ?? 0) > 1 || amount.endsWith('000');
