import * as z from 'zod';
import type { Field } from './fields.ts';

/** How many UTF-16 units a text may have; undefined where the schema does not say. */
export const maxLengthOf = ({ schema }: Field): number | undefined =>
  schema instanceof z.ZodString ? (schema.maxLength ?? undefined) : undefined;
