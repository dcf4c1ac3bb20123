import * as z from 'zod';

/** True for text that PostgreSQL can store: no NUL and no surrogate without its partner. */
const isStorableText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

export const storableText = (maxLength: number) =>
  z.string().max(maxLength).refine(isStorableText, 'contains characters that cannot be stored');

/** The nearest storable text: used where text comes from files that nobody checked. */
export const toStorableText = (value: string): string => value.replaceAll('\0', '').toWellFormed();
