import * as z from 'zod';
import { command, query } from './procedure.ts';

/** What texts and files lie in. */
export const contentHome = z.union([
  z.strictObject({ courseId: z.uuid() }),
  z.strictObject({ campaignId: z.uuid() }),
]);
export type ContentHome = z.output<typeof contentHome>;

export const materialsContract = {
  /**
   * Keeps a picture with its course or campaign; it is sent in its own time, beside the text. INVALID for what no
   * browser shows as one, whatever it is called.
   */
  addPicture: command(
    z.strictObject({ home: contentHome, name: z.string().min(1).max(255), bytes: z.base64() }),
    z.strictObject({ materialId: z.uuid(), mimeType: z.string() }),
  ),
  /** The bytes; null while they are still to be fetched from the school. */
  read: query(
    z.strictObject({ materialId: z.uuid() }),
    z.strictObject({ name: z.string(), mimeType: z.string(), bytes: z.base64().nullable() }),
  ),
};
