import { cleanText } from '@educrowd/shared/content/clean-text';

/**
 * Names as they stand beside words of the app: in titles, in labels and in the report. Characters that would turn the
 * words around them are no part of a name, so they are taken out; scripts that run from right to left need none of them.
 */
export const withoutTurns = (text: string): string =>
  cleanText(text).replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, '');

export const onOneLine = (text: string): string => withoutTurns(text).replaceAll(/\s+/g, ' ').trim();
