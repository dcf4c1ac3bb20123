import * as z from 'zod';

/** True for text that PostgreSQL can store: no NUL and no surrogate without its partner. */
const isStorableText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

export const storableText = (maxLength: number) =>
  z.string().max(maxLength).refine(isStorableText, 'contains characters that cannot be stored');

/**
 * Letters that nobody sees, and those that turn the words around them: `U+202E` makes "moc.knab" of "bank.com". Joiners
 * and variation selectors are looked at beside their neighbours.
 */
const UNSEEN =
  /[[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\uFFF9-\uFFFB]--[\u200C\u200D\p{Variation_Selector}]]/gv;

/** Breaks of lines and the like, and the empty pattern of Braille. */
const BLANKS = /[\p{Cc}\s\u2800]+/gu;

/** Scripts in which a joiner decides how its neighbours are written, and pictures that are joined to one. */
const JOINED =
  '[\\p{sc=Arabic}\\p{sc=Syriac}\\p{sc=Mongolian}\\p{sc=Nko}\\p{sc=Devanagari}\\p{sc=Bengali}\\p{sc=Gurmukhi}' +
  '\\p{sc=Gujarati}\\p{sc=Oriya}\\p{sc=Tamil}\\p{sc=Telugu}\\p{sc=Kannada}\\p{sc=Malayalam}\\p{sc=Sinhala}' +
  '\\p{sc=Khmer}\\p{sc=Myanmar}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F]';
const STRAY_JOINER = new RegExp(`(?<!${JOINED})[\\u200C\\u200D]|[\\u200C\\u200D](?!${JOINED})`, 'gu');
const STRAY_SELECTOR =
  /(?<![\p{sc=Han}\p{sc=Mongolian}\p{sc=Myanmar}\p{sc=Phags_Pa}\p{Emoji}\p{S}])\p{Variation_Selector}/gu;

const withoutUnseen = (name: string): string =>
  name
    .replaceAll(UNSEEN, '')
    .replaceAll(BLANKS, ' ')
    .replaceAll(STRAY_SELECTOR, '')
    .replaceAll(STRAY_JOINER, '')
    .replaceAll(/ +/g, ' ')
    .trim();

/** A name as a person types it, on one line and as it is read: empty, or with a letter or a digit that can be seen. */
export const personName = (maxLength: number) =>
  storableText(maxLength)
    .transform(withoutUnseen)
    .refine((name) => name === '' || /[\p{L}\p{N}]/u.test(name), 'has neither a letter nor a digit');

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most so many UTF-16 units, ending with "…" where something was cut off; never within what is read as one sign. */
export function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text)) {
    if (index + segment.length > maxLength - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end)}…`;
}

/** With a sign in the place of what cannot be stored. */
export const toShowableText = (value: string): string => value.replaceAll('\0', '\uFFFD').toWellFormed();

/** The nearest storable text: used where text comes from files that nobody checked. */
export const toStorableText = (value: string): string => value.replaceAll('\0', '').toWellFormed();
