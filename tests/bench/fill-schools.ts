/** Schools with courses and lessons, made in bulk by a superuser: what is measured is reading. */
import type { TestDatabase } from '@educrowd/db/testing/clone-database';

export interface Filled {
  readonly schools: readonly { readonly tenantId: string; readonly courseIds: readonly string[] }[];
  readonly lessons: number;
}

const LESSONS_PER_COURSE = 20;
const COURSES_PER_SCHOOL = 50;

/** Each school has 50 courses of 20 lessons: 1,000 lessons. */
export async function fillSchools({ admin }: TestDatabase, schools: number): Promise<Filled> {
  await admin.begin(async (tx) => {
    // References are right by construction; checking a million of them would take minutes.
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into courses (tenant_id, id, created_at, updated_at, title, summary, status, published_at, level, tags, currency, language)
      select t, gen_random_uuid(), now(), now(), 'Course ' || n, 'What it is about, in a sentence.', 'published', now()::text, 'any', '[]', 'EUR', 'en'
      from (select gen_random_uuid() as t from generate_series(1, ${schools})) as school, generate_series(1, ${COURSES_PER_SCHOOL}) as n`;
    await tx`
      insert into sections (tenant_id, id, created_at, updated_at, course_id, title, position)
      select tenant_id, gen_random_uuid(), now(), now(), id, 'Section', 'a0' from courses`;
    await tx`
      insert into lessons (tenant_id, id, created_at, updated_at, course_id, section_id, title, position)
      select s.tenant_id, gen_random_uuid(), now(), now(), s.course_id, s.id, 'Lesson ' || n, 'a' || n
      from sections s, generate_series(1, ${LESSONS_PER_COURSE}) as n`;
  });
  await admin`analyze courses, sections, lessons`;
  const rows = await admin<{ tenant_id: string; ids: string[] }[]>`
    select tenant_id, array_agg(id::text) as ids from courses group by tenant_id`;
  const [count] = await admin<{ n: number }[]>`select count(*)::int as n from lessons`;
  return {
    schools: rows.map(({ tenant_id: tenantId, ids }) => ({ tenantId, courseIds: ids })),
    lessons: count?.n ?? 0,
  };
}
