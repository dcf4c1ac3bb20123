import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { storableText } from '@educrowd/shared/primitives/text';
import type { AppContext } from '../../platform/app-context.ts';
import { tenantOf, type AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, listOf, pageQuery, restOptions } from '../../platform/rest.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { listPublishedCourses, type CourseRow } from './course-store.ts';
import { readCourse, type CourseView } from './read-course.ts';

const tags = ['Courses'];

const courseSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    language: z.string(),
    level: z.enum(['any', 'beginner', 'intermediate', 'advanced']),
    duration_hours: z.int().nullable(),
    tags: z.array(z.string()),
    price_minor: z
      .int()
      .nullable()
      .openapi({ description: 'Minor units of `currency`; null: free of charge' }),
    currency: z.string(),
    status: z.enum(['draft', 'published', 'archived']),
    published_at: z.string().nullable(),
    updated_at: z.string(),
  })
  .openapi('Course');

type OutlineItem = {
  type: 'section' | 'lesson';
  id: string;
  title: string;
  items?: OutlineItem[] | undefined;
};
const outlineItem: z.ZodType<OutlineItem> = z
  .object({
    type: z.enum(['section', 'lesson']),
    id: z.string(),
    title: z.string(),
    get items() {
      return z.array(outlineItem).optional();
    },
  })
  .openapi('OutlineItem');

const listCourses = createRoute({
  method: 'get',
  path: '/lms/courses',
  tags,
  summary: 'Published courses of the school, newest first',
  request: {
    query: pageQuery.extend({
      q: storableText(200).default('').openapi({ description: 'Words in title, summary or tags' }),
      level: z.enum(['beginner', 'intermediate', 'advanced']).optional(),
    }),
  },
  responses: answers(listOf(courseSchema), 'One page of courses', ['INVALID', 'NOT_FOUND']),
});

const getCourse = createRoute({
  method: 'get',
  path: '/lms/courses/{courseId}',
  tags,
  summary: 'A course with its sections and lessons',
  request: { params: z.object({ courseId: z.uuid() }) },
  responses: answers(envelopeOf(courseSchema.extend({ outline: z.array(outlineItem) })), 'The course', [
    'INVALID',
    'NOT_FOUND',
  ]),
});

export function courseRest(ctx: AppContext): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);
  rest.openapi(listCourses, async (c) => {
    const { q, level, page, per_page: perPage } = c.req.valid('query');
    const query = { text: q, level: level ?? null, page, perPage };
    const { rows, total } = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
      listPublishedCourses(tx, query),
    );
    return c.json({ ...envelope(rows.map(presentCourse)), meta: { total, page, per_page: perPage } }, 200);
  });
  rest.openapi(getCourse, async (c) => {
    const { courseId } = c.req.valid('param');
    const view = await readTenant(ctx.door, tenantOf(c.var), (tx) => readCourse(tx, courseId.toLowerCase()));
    return c.json(envelope({ ...presentCourse(view.course), outline: view.outline.map(presentNode) }), 200);
  });
  return rest;
}

const presentCourse = (course: CourseRow) => ({
  id: course.id,
  title: course.title,
  summary: course.summary,
  language: course.language,
  level: course.level,
  duration_hours: course.durationHours,
  tags: course.tags,
  price_minor: course.priceMinor,
  currency: course.currency,
  status: course.status,
  published_at: course.publishedAt,
  updated_at: course.updatedAt,
});

const presentNode = (node: CourseView['outline'][number]): OutlineItem =>
  node.kind === 'lesson'
    ? { type: 'lesson', id: node.row.id, title: node.row.title }
    : { type: 'section', id: node.row.id, title: node.row.title, items: node.children.map(presentNode) };
