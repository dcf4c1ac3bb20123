import * as z from 'zod';
import { query } from './procedure.ts';

export const searchHit = z.strictObject({
  kind: z.enum(['course', 'section', 'lesson', 'campaign', 'story', 'reward', 'update', 'faq']),
  id: z.uuid(),
  /** The course or campaign that it lies in. */
  homeId: z.uuid(),
  title: z.string(),
  /** Where it lies: course › section, or the campaign. */
  place: z.string(),
  /** Text around the hit, cut so that the found words can be marked. */
  snippet: z.array(z.strictObject({ text: z.string(), found: z.boolean() })),
});
export type SearchHit = z.output<typeof searchHit>;

export const searchContract = {
  /** Best first; words match from their beginning, accents do not matter, in whatever writing. */
  find: query(
    z.strictObject({ text: z.string().max(200), limit: z.int().min(1).max(100) }),
    z.array(searchHit),
  ),
};
