import { describe, expect, expectTypeOf, test } from 'vitest';
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues } from './catalogue.ts';
import type { MessageArgs } from './message-args.ts';
import { createTranslate, languageOf } from './translate.ts';

describe('every message', () => {
  const messages = Object.entries(catalogues).flatMap(([language, areas]) =>
    Object.entries(areas).flatMap(([area, texts]) =>
      Object.entries(texts as Record<string, string>).map(([name, text]) => ({
        language,
        key: `${area}.${name}`,
        text,
      })),
    ),
  );

  test.each(messages)('$language $key is a well-formed ICU message', ({ language, text }) => {
    expect(() => new IntlMessageFormat(text, language, undefined, { ignoreTag: true })).not.toThrow();
  });

  test.each(messages)('$language $key keeps to the words of the product', ({ text }) => {
    expect(text).not.toMatch(/\b(?:tenant|entity|submit|donat(?:e|ion))\b/i);
    expect(text).not.toContain('!');
    expect(text.trim()).toBe(text);
  });
});

describe('createTranslate', () => {
  test('plurals follow the language of the words, digits the locale of the person', () => {
    const message = '{n, plural, one {# change} other {# changes}}';
    const format = new IntlMessageFormat(message, 'en', undefined, {
      formatters: {
        getNumberFormat: () => new Intl.NumberFormat('de'),
        getDateTimeFormat: () => new Intl.DateTimeFormat('de'),
        getPluralRules: (_locale, options) => new Intl.PluralRules('en', options),
      },
    });
    expect(format.format({ n: 0 })).toBe('0 changes');
    expect(format.format({ n: 12_345 })).toBe('12.345 changes');
  });

  test('a locale without a translation reads English', () => {
    expect(languageOf('sv-SE')).toBe('en');
    expect(createTranslate('sv-SE')('common.retry')).toBe('Try again');
  });
});

describe('MessageArgs', () => {
  test('reads names and kinds out of the text', () => {
    expectTypeOf<MessageArgs<'Nothing here'>>().toEqualTypeOf<Record<never, never>>();
    expectTypeOf<MessageArgs<'{a} and {b}'>>().toEqualTypeOf<{
      readonly a: string | number;
      readonly b: string | number;
    }>();
    expectTypeOf<
      MessageArgs<'{n, plural, one {# of {total}} other {# by {name}}} at {at, time, short}'>
    >().toEqualTypeOf<{
      readonly n: number;
      readonly total: string | number;
      readonly name: string | number;
      readonly at: Date;
    }>();
    expectTypeOf<
      MessageArgs<'{kind, select, course {course} other {item}} {share, number, percent}.'>
    >().toEqualTypeOf<{
      readonly kind: string;
      readonly share: number;
    }>();
  });
});
