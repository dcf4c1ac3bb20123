import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  currencySchema,
  decimalsOf,
  formatMoney,
  inOtherCurrency,
  minorToDecimalText,
  money,
  parseMoney,
  MAX_MINOR,
} from './money.ts';

const currency = (code: string) => currencySchema.parse(code);
const some = fc.constantFrom('USD', 'JPY', 'KWD', 'EUR', 'ISK').map(currency);

describe('money', () => {
  it('knows currencies of none, two and three decimals', () => {
    expect(['JPY', 'USD', 'KWD'].map((code) => decimalsOf(currency(code)))).toEqual([0, 2, 3]);
  });

  it('reads back what it writes, in every currency', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: MAX_MINOR }), (code, minor) => {
        expect(parseMoney(minorToDecimalText(minor, decimalsOf(code)), code)).toEqual(money(minor, code));
      }),
    );
  });

  it('reads amounts as people type them', () => {
    const typed: [string, string, number | null][] = [
      ['19.99', 'USD', 1999],
      ['19,99', 'EUR', 1999],
      ['1 234,5', 'EUR', 123450],
      ['1,234.50', 'USD', 123450],
      ['1.000', 'EUR', 100000],
      ['1.234.567', 'EUR', 123456700],
      ['1.234', 'EUR', null],
      ['10.005', 'USD', null],
      ['0.500', 'EUR', null],
      ['0,125', 'EUR', null],
      ['1.234', 'KWD', 1234],
      ['1,000', 'JPY', 1000],
      ['19.999', 'JPY', 19999],
      ['0.5', 'JPY', null],
      ['1.2345', 'USD', null],
      ['1,23,456', 'USD', null],
      ['', 'USD', null],
      ['-5', 'USD', null],
      ['5 USD', 'USD', 500],
      ['$5', 'USD', 500],
      ['US$ 1,234.50', 'USD', 123450],
      ['eur 20', 'EUR', 2000],
      ['19,99 €', 'EUR', 1999],
      ['¥1,000', 'JPY', 1000],
      ['￥500', 'JPY', 500],
      ['kwd 1.234', 'KWD', 1234],
      ['5 EUR', 'USD', null],
      ['€5', 'USD', null],
      ['$5$', 'USD', null],
      ['USD', 'USD', null],
      ['5 USDT', 'USD', null],
    ];
    for (const [text, code, minor] of typed) {
      expect([text, parseMoney(text, currency(code))?.minor ?? null]).toEqual([text, minor]);
    }
  });

  it('formats with the decimals of the currency, exactly', () => {
    expect(formatMoney(money(123456789, currency('USD')), 'en')).toBe('$1,234,567.89');
    expect(formatMoney(money(500, currency('JPY')), 'en')).toBe('¥500');
    expect(formatMoney(money(1234, currency('KWD')), 'en')).toContain('1.234');
  });

  it('adds within one currency only', () => {
    expect(addMoney(money(1, currency('USD')), money(2, currency('USD'))).minor).toBe(3);
    expect(() => addMoney(money(1, currency('USD')), money(2, currency('EUR')))).toThrow(
      'cannot add EUR to USD',
    );
  });

  it('keeps the number when only the currency is changed, and never rounds it', () => {
    expect(inOtherCurrency(money(1990, currency('EUR')), currency('KWD'))?.minor).toBe(19_900);
    expect(inOtherCurrency(money(1900, currency('EUR')), currency('JPY'))?.minor).toBe(19);
    expect(inOtherCurrency(money(1990, currency('EUR')), currency('JPY'))).toBeNull();
    expect(inOtherCurrency(money(MAX_MINOR, currency('EUR')), currency('KWD'))).toBeNull();
  });
});
