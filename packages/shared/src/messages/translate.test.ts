import { describe, expect, expectTypeOf, test } from 'vitest';
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues } from './catalogue.ts';
import type { MessageArgs } from './message-args.ts';
import { createTranslate, languageOf } from './translate.ts';

describe('every message', () => {
  const areas = Object.entries(catalogues).flatMap(([language, catalogue]) =>
    Object.entries(catalogue).map(([area, texts]) => ({
      language,
      area,
      texts: Object.entries<string>(texts),
    })),
  );

  test.each(areas)('of $language $area is well-formed ICU', ({ language, texts }) => {
    for (const [name, text] of texts) {
      expect(() => new IntlMessageFormat(text, language, undefined, { ignoreTag: true }), name).not.toThrow();
    }
  });

  test.each(areas)('of $language $area keeps to the words of the product', ({ texts }) => {
    for (const [name, text] of texts) {
      expect(text, name).not.toMatch(/\b(?:tenant|entity|submit|donat(?:e|ion))\b/i);
      expect(text, name).not.toContain('!');
      expect(text.trim(), name).toBe(text);
    }
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

  test('a message that is its own text says what ICU would make of it', () => {
    const t = createTranslate('en');
    for (const [area, texts] of Object.entries(catalogues.en))
      for (const [name, text] of Object.entries<string>(texts)) {
        if (/[{}]/.test(text)) continue;
        const format = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true });
        expect(t(`${area}.${name}` as 'common.retry')).toBe(format.format());
      }
  });

  test('what is said once is said again with other values', () => {
    const t = createTranslate('de');
    const about = (minutes: number) => t('serverRefusals.tooMany', { minutes });
    expect([about(1), about(1_200), about(1)]).toEqual([
      'Too many attempts. Try again in 1 minute.',
      'Too many attempts. Try again in 1.200 minutes.',
      'Too many attempts. Try again in 1 minute.',
    ]);
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
      readonly a: string;
      readonly b: string;
    }>();
    expectTypeOf<
      MessageArgs<'{n, plural, one {# of {total, number}} other {# by {name}}} at {at, time, short}'>
    >().toEqualTypeOf<{
      readonly n: number;
      readonly total: number;
      readonly name: string;
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
