/**
 * How files reach the browser host: a form in which the path of each file comes as a field of its own, just before it.
 * As the file name of the form it would arrive changed: there, browsers write a quote as `%22` and a line break as `%0A`.
 */
import * as z from 'zod';

export const PATH_FIELD = 'path';
export const FILE_FIELD = 'file';

/** As JSON, since forms change line breaks in fields, too. */
export const writeUploadPath = (path: string): string => JSON.stringify(path);

const uploadPath = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.string());

/** Null for what is no path. */
export const readUploadPath = (text: string): string | null => uploadPath.safeParse(text).data ?? null;
