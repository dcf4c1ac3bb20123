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
  parseDecimal,
  parseMoney,
  typedMoney,
  MAX_MINOR,
  type MoneyProblem,
} from './money.ts';
import { ok } from './result.ts';

const currency = (code: string) => currencySchema.parse(code);
const some = fc.constantFrom('USD', 'JPY', 'KWD', 'EUR', 'ISK').map(currency);

describe('money', () => {
  it('knows currencies of none, two and three decimals', () => {
    expect(['JPY', 'USD', 'KWD'].map((code) => decimalsOf(currency(code)))).toEqual([0, 2, 3]);
  });

  it('reads back what it writes, in every currency', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: MAX_MINOR }), (code, minor) => {
        const amount = money(minor, code);
        for (const locale of ['en', 'de', 'de-CH', 'fr', 'ar-EG', 'en-IN'])
          expect(parseMoney(typedMoney(amount, locale), code, locale)).toEqual(ok(amount));
        const text = minorToDecimalText(minor, decimalsOf(code));
        for (const parse of [parseMoney, parseDecimal]) expect(parse(text, code)).toEqual(ok(amount));
      }),
    );
  });

  it('reads amounts as people type them', () => {
    const typed: [string, string, number | MoneyProblem, string?][] = [
      ['19.99', 'USD', 1999],
      ['19,99', 'EUR', 1999],
      ['1 234,5', 'EUR', 123450],
      ['1,234.50', 'USD', 123450],
      ['1.000', 'EUR', 100000],
      ['1.234.567', 'EUR', 123456700],
      ['1.234', 'EUR', 'tooFine'],
      ['10.005', 'USD', 'tooFine'],
      ['0.500', 'EUR', 'tooFine'],
      ['0,125', 'EUR', 'tooFine'],
      ['1.234', 'KWD', 1234],
      ['1,000', 'JPY', 1000],
      ['19.999', 'JPY', 19999],
      ['0.5', 'JPY', 'tooFine'],
      ['1.2345', 'USD', 'tooFine'],
      ['1,23,456', 'USD', 'unreadable'],
      ['', 'USD', 'unreadable'],
      ['-5', 'USD', 'unreadable'],
      ['5 USD', 'USD', 500],
      ['$5', 'USD', 500],
      ['US$ 1,234.50', 'USD', 123450],
      ['eur 20', 'EUR', 2000],
      ['19,99 €', 'EUR', 1999],
      ['¥1,000', 'JPY', 1000],
      ['￥500', 'JPY', 500],
      ['kwd 1.234', 'KWD', 1234],
      ['5 EUR', 'USD', 'unreadable'],
      ['€5', 'USD', 'unreadable'],
      ['$5$', 'USD', 'unreadable'],
      ['USD', 'USD', 'unreadable'],
      ['5 USDT', 'USD', 'unreadable'],
      ['4.999', 'USD', 'tooFine'],
      ['500.00', 'JPY', 'tooFine'],
      ['99999999999999999999', 'JPY', 'tooMuch'],
      // What is a group to one is a decimal to another.
      ['1,500', 'KWD', 1_500_000, 'en'],
      ['1.500', 'KWD', 1_500, 'en'],
      ['1,500', 'KWD', 1_500, 'de'],
      ['1.500', 'KWD', 1_500_000, 'de'],
      ['1,5', 'KWD', 1_500, 'en'],
      ['0,500', 'KWD', 500, 'en'],
      ['1,234', 'USD', 123_400, 'en'],
      ['1.234', 'EUR', 123_400, 'de'],
      ['1,234', 'EUR', 'tooFine', 'de'],
      ['٥', 'USD', 500, 'ar-EG'],
      ['١٢٬٣٨٨', 'USD', 1_238_800, 'ar-EG'],
      ['١٢٫٥', 'KWD', 12_500, 'ar-EG'],
      ['१२३', 'INR', 12_300, 'hi'],
      ['５００', 'JPY', 500, 'ja'],
      ['5²', 'USD', 'unreadable'],
    ];
    for (const [text, code, expected, locale] of typed) {
      const read = parseMoney(text, currency(code), locale);
      expect([text, code, locale, read.ok ? read.value.minor : read.failure]).toEqual([
        text,
        code,
        locale,
        expected,
      ]);
    }
  });

  it('reads what programs send as decimals, whatever people would read there', () => {
    const sent: [string, string, number | MoneyProblem][] = [
      ['25', 'USD', 2500],
      ['25.5', 'USD', 2550],
      ['25.000', 'USD', 2500],
      ['00025', 'USD', 2500],
      ['1.234', 'JPY', 'tooFine'],
      ['1.234', 'ISK', 'tooFine'],
      ['1.000', 'JPY', 1],
      ['1.234', 'USD', 'tooFine'],
      ['1.234', 'KWD', 1234],
      ['1.2345', 'KWD', 'tooFine'],
      ['1000000000000.00', 'EUR', 'tooMuch'],
      ...['', '.5', '5.', '1,5', '1.234.567', '-5', '+5', '1e3', ' 5', '5 USD', '٥', '5.٥'].map(
        (text): [string, string, MoneyProblem] => [text, 'USD', 'unreadable'],
      ),
    ];
    for (const [text, code, expected] of sent) {
      const read = parseDecimal(text, currency(code));
      expect([text, code, read.ok ? read.value.minor : read.failure]).toEqual([text, code, expected]);
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
