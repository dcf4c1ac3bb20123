import * as z from 'zod';
import { command, query } from './procedure.ts';

export const materialsContract = {
  /** Keeps a file with the course; it is sent in its own time, beside the text. */
  add: command(
    z.strictObject({ courseId: z.uuid(), name: z.string().min(1).max(255), bytes: z.base64() }),
    z.strictObject({ materialId: z.uuid(), mimeType: z.string() }),
  ),
  /** The bytes; null while they are still to be fetched from the school. */
  read: query(
    z.strictObject({ materialId: z.uuid() }),
    z.strictObject({ name: z.string(), mimeType: z.string(), bytes: z.base64().nullable() }),
  ),
};
