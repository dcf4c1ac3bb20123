import { DrizzleQueryError } from 'drizzle-orm';

/**
 * The same failure without the values that a query was given: they hold mails and keys of people, and Drizzle writes
 * them into the error's message.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  const plain = new Error(`Failed query: ${error.query}`, { cause: error.cause });
  const frames = /\n {4}at [\s\S]*$/.exec(error.stack ?? '')?.[0] ?? '';
  plain.stack = `${plain.name}: ${plain.message}${frames}`;
  return plain;
}
