import type { Formats } from '../../app/formats.ts';

/** Languages that are offered; a course may come with any other, which is then in the list as well. */
const OFFERED = [
  'ar',
  'bg',
  'bn',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fa',
  'fi',
  'fr',
  'ga',
  'he',
  'hi',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'nb',
  'nl',
  'pl',
  'pt',
  'ro',
  'ru',
  'sk',
  'sl',
  'sr',
  'sv',
  'sw',
  'ta',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh',
];

export function languageOptions(formats: Formats, present: string): { value: string; label: string }[] {
  const codes = OFFERED.includes(present) ? OFFERED : [...OFFERED, present];
  return codes
    .map((value) => ({ value, label: formats.languageName(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, formats.locale));
}
