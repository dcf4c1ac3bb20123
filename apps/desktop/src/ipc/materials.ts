import * as z from 'zod';
import { command, query } from './procedure.ts';

/** What texts and files lie in. */
export const contentHome = z.union([
  z.strictObject({ courseId: z.uuid() }),
  z.strictObject({ campaignId: z.uuid() }),
]);
export type ContentHome = z.output<typeof contentHome>;

/** More than any text can hold. */
const MAX_BROUGHT = 20_000;

export const materialsContract = {
  /**
   * Keeps a picture with its course or campaign; it is sent in its own time, beside the text. INVALID for what no
   * browser shows as one, whatever it is called.
   */
  addPicture: command(
    z.strictObject({ home: contentHome, name: z.string().min(1).max(255), bytes: z.base64() }),
    z.strictObject({ materialId: z.uuid(), mimeType: z.string() }),
  ),
  /**
   * What a text from another course or campaign names, as a text of this home can name it: the home's own material with
   * the same bytes, which need not be here, and the address of a lesson. Null where readers here would find nothing.
   */
  bring: command(
    z.strictObject({
      home: contentHome,
      materialIds: z.array(z.uuid()).max(MAX_BROUGHT),
      lessonIds: z.array(z.uuid()).max(MAX_BROUGHT),
    }),
    z.strictObject({
      materials: z.record(z.uuid(), z.uuid().nullable()),
      lessons: z.record(z.uuid(), z.string().nullable()),
    }),
  ),
  /** The bytes; null while they are still to be fetched from the school. */
  read: query(
    z.strictObject({ materialId: z.uuid() }),
    z.strictObject({ name: z.string(), mimeType: z.string(), bytes: z.base64().nullable() }),
  ),
};
