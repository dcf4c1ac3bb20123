import * as z from 'zod';
import { query } from './procedure.ts';

export const appContract = {
  /** What the engine is and where it keeps data, for Settings and error reports. */
  about: query(
    z.void(),
    z.strictObject({
      version: z.string(),
      dataFolder: z.string(),
      contentSchema: z.int(),
      /** Address of the school that first run proposes. */
      defaultSchool: z.string().nullable(),
    }),
  ),
};
