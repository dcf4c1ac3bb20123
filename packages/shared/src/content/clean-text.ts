/**
 * The text without what PostgreSQL can never store: NUL is dropped, a lone surrogate becomes U+FFFD.
 * Importers call it on everything they read.
 */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

export const isCleanText = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();
