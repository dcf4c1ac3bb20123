import type { JsonValue } from '@educrowd/shared/primitives/json';
import { formatMoney, money, type Currency } from '@educrowd/shared/primitives/money';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { Formats } from '../../app/formats.ts';

/** What is around a value and needed to read it. */
export interface ValueContext {
  readonly sectionTitles: ReadonlyMap<string, string>;
  readonly currency: string | null;
}

interface Words {
  field: string | null;
  context: ValueContext;
  t: Translate;
  formats: Formats;
}

/** A stored value as text for a person. */
export function valueText(value: JsonValue, words: Words): string {
  const { field, context, t, formats } = words;
  if (value === null) return field === 'priceMinor' ? t('common.free') : '';
  if (Array.isArray(value)) return value.map((each) => valueText(each, words)).join(', ');
  if (typeof value === 'number' && field === 'priceMinor' && context.currency !== null) {
    return formatMoney(money(value, context.currency as Currency), formats.locale);
  }
  if (typeof value === 'number') return new Intl.NumberFormat(formats.locale).format(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  switch (field) {
    case 'language':
      return formats.languageName(value);
    case 'level':
      return levelName(value, t);
    case 'sectionId':
    case 'parentId':
      return context.sectionTitles.get(value) ?? t('course.sectionKind');
    default:
      return value;
  }
}

function levelName(level: string, t: Translate): string {
  switch (level) {
    case 'beginner':
      return t('course.levelBeginner');
    case 'intermediate':
      return t('course.levelIntermediate');
    case 'advanced':
      return t('course.levelAdvanced');
    default:
      return t('course.levelAny');
  }
}
