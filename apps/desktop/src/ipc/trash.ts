import * as z from 'zod';
import { query } from './procedure.ts';

export const trashedItem = z.strictObject({
  kind: z.enum(['course', 'section', 'lesson', 'campaign', 'reward', 'update', 'faq']),
  id: z.uuid(),
  title: z.string(),
  /** Of the course or campaign that it lies in; its own for those themselves. */
  homeTitle: z.string(),
  deletedAt: z.string(),
});
export type TrashedItem = z.output<typeof trashedItem>;

export const trashContract = {
  list: query(z.void(), z.array(trashedItem)),
};
