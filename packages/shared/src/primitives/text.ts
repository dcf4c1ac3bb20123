import * as z from 'zod';

/** True for text that PostgreSQL can store: no NUL and no surrogate without its partner. */
const isStorableText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

export const storableText = (maxLength: number) =>
  z.string().max(maxLength).refine(isStorableText, 'contains characters that cannot be stored');

/** Letters that nobody sees, and those that turn the words around them: `U+202E` makes "moc.knab" of "bank.com". */
const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** A name as a person types it, on one line and as it is read. What turns the words around it is left out. */
export const personName = (maxLength: number) =>
  storableText(maxLength).transform((name) => name.replaceAll(UNSEEN, ' ').replaceAll(/\s+/g, ' ').trim());

/** The nearest storable text: used where text comes from files that nobody checked. */
export const toStorableText = (value: string): string => value.replaceAll('\0', '').toWellFormed();
