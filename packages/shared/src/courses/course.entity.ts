import {
  childId,
  choice,
  compareAndSet,
  currency,
  integer,
  languageTag,
  minorUnits,
  nullable,
  reference,
  serverOwned,
  startingAt,
  naming,
  text,
  textSet,
} from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import type { Currency } from '../primitives/money.ts';

export const course = defineEntity({
  name: 'Course',
  table: 'courses',
  scope: (row) => `course:${String(row.id)}`,
  fields: {
    title: naming(300),
    summary: startingAt(text(4000), ''),
    language: startingAt(languageTag(), 'en'),
    level: startingAt(choice('any', 'beginner', 'intermediate', 'advanced'), 'any'),
    durationHours: nullable(integer(0, 10_000)),
    tags: startingAt(textSet(30, 60), []),
    /** Null: free of charge. */
    priceMinor: nullable(minorUnits()),
    currency: startingAt(compareAndSet(currency()), 'USD' as Currency),
    /** Picture on the course card; no reference, since the material hangs under this course. */
    coverMaterialId: nullable(childId('Material')),
    /** Changed by the commands `course.publish` and `course.unpublish`. */
    status: serverOwned(choice('draft', 'published', 'archived'), 'draft'),
    publishedAt: serverOwned(nullable(text(24))),
  },
});
export type Course = RowOf<typeof course>;
export const courseReference = () => reference('Course');
