import { deadlineInWords, monthInWords } from '@educrowd/shared/campaigns/campaign-words';
import type { JsonValue } from '@educrowd/shared/primitives/json';
import { formatMoney, money, type Currency } from '@educrowd/shared/primitives/money';
import type { Translate } from '@educrowd/shared/messages/translate';
import { localTimeZone } from '../../app/local-time-zone.ts';
import type { Formats } from '../../app/formats.ts';

/** What is around a value and needed to read it. */
export interface ValueContext {
  readonly sectionTitles: ReadonlyMap<string, string>;
  readonly currency: string | null;
  /** On whose clock a deadline falls. */
  readonly timeZone: string | null;
}

interface Words {
  field: string | null;
  context: ValueContext;
  t: Translate;
  formats: Formats;
}

/** Fields that hold minor units of the currency around them. */
const isMoney = (field: string | null): boolean => field?.endsWith('Minor') ?? false;

/** A stored value as text for a person. */
export function valueText(value: JsonValue, words: Words): string {
  const { field, context, t, formats } = words;
  if (value === null) return emptyText(field, t);
  if (Array.isArray(value)) return value.map((each) => valueText(each, words)).join(', ');
  if (typeof value === 'number' && isMoney(field) && context.currency !== null) {
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
    case 'deadline':
      return deadlineInWords(new Date(value), context.timeZone ?? localTimeZone(), formats.locale);
    case 'deliveryMonth':
      return monthInWords(value, formats.locale);
    case 'fundingModel':
      return value === 'keepItAll' ? t('campaign.keepItAll') : t('campaign.allOrNothing');
    default:
      return value;
  }
}

function emptyText(field: string | null, t: Translate): string {
  if (field === 'priceMinor') return t('common.free');
  return field === 'limitCount' ? t('campaign.unlimited') : '';
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
