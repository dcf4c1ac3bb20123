import * as z from 'zod';
import { notFound } from '../app-error.ts';

/** An id in a path; what is none leads nowhere, like one that does not exist. */
export function idParam(value: string): string {
  const parsed = z.uuid().safeParse(value);
  if (!parsed.success) throw notFound();
  return parsed.data.toLowerCase();
}
