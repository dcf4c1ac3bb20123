/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { inLanguage } from '@educrowd/shared/messages/locale';
import type { AppEnv } from '../../platform/request.ts';
import type { CourseRow } from './course-store.ts';
import { courseFacts } from './course-words.ts';

/** A course in a list. The whole card leads to it; its title is the link's name. */
const CourseCard = ({
  c,
  course,
  hasCover,
}: {
  readonly c: Context<AppEnv>;
  readonly course: CourseRow;
  readonly hasCover: boolean;
}) => (
  <li
    class="relative flex flex-col rounded-card border border-line bg-surface p-6 hover:bg-sunken"
    {...inLanguage(course.language)}
  >
    {hasCover && (
      <img
        src={`/materials/${course.coverMaterialId}`}
        alt=""
        loading="lazy"
        class="-mx-6 -mt-6 mb-4 aspect-video w-[calc(100%+48px)] max-w-none rounded-t-card object-cover"
      />
    )}
    <h3 class="text-large font-semibold">
      <a
        href={`/courses/${course.id}`}
        class="text-text no-underline after:absolute after:inset-0 after:rounded-card"
      >
        {course.title}
      </a>
    </h3>
    {course.summary && <p class="mt-2 line-clamp-3 text-small text-muted">{course.summary}</p>}
    <p class="mt-auto pt-4 text-small text-muted" {...inLanguage(c.var.locale)}>
      {courseFacts(course, c.var)}
    </p>
  </li>
);

export interface CourseList {
  readonly rows: readonly CourseRow[];
  /** Of those rows, the covers that can be shown. */
  readonly covers: ReadonlySet<string>;
}

export const CourseCards = ({
  c,
  list: { rows, covers },
}: {
  readonly c: Context<AppEnv>;
  readonly list: CourseList;
}) => (
  <ul class="grid gap-4 sm:grid-cols-2 md:grid-cols-3">
    {rows.map((course) => (
      <CourseCard
        key={course.id}
        c={c}
        course={course}
        hasCover={course.coverMaterialId !== null && covers.has(course.coverMaterialId)}
      />
    ))}
  </ul>
);
