import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { createHtmlWords } from '@educrowd/shared/content/html-context';
import { projectHtml } from '@educrowd/shared/content/project-html';
import { projectText } from '@educrowd/shared/content/project-text';
import { AppError, words } from '../../platform/app-error.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, listOf, pageQuery, restOptions } from '../../platform/rest.ts';
import { readTenant, withTenant } from '../../platform/with-tenant.ts';
import { mayPreview, readCourse, readLesson } from '../courses/index.ts';
import { enrol, enrolmentOf, isEnrolled } from './enrol.ts';
import { markLessonDone } from './mark-lesson-done.ts';
import { readDashboard } from './read-dashboard.ts';

const tags = ['Learning'];
const lessonParams = z.object({ courseId: z.uuid(), lessonId: z.uuid() });

const enrolmentSchema = z
  .object({
    course_id: z.string(),
    title: z.string(),
    lessons_done: z.int(),
    lessons_total: z.int(),
    next_lesson_id: z.string().nullable(),
  })
  .openapi('Enrollment');

const listEnrollments = createRoute({
  method: 'get',
  path: '/lms/enrollments',
  tags,
  summary: 'The caller’s courses and how far they are',
  request: { query: pageQuery },
  responses: answers(listOf(enrolmentSchema), 'One page of courses', ['SIGN_IN', 'NOT_FOUND']),
});

const createEnrollment = createRoute({
  method: 'post',
  path: '/lms/enrollments',
  tags,
  summary: 'Enrol in a published course',
  description: 'Repeating it is harmless. Whoever is no member of the school becomes one.',
  request: {
    body: { content: { 'application/json': { schema: z.object({ course_id: z.uuid() }) } }, required: true },
  },
  responses: answers(envelopeOf(z.object({ course_id: z.string() })), 'Enrolled', [
    'INVALID',
    'SIGN_IN',
    'FORBIDDEN',
    'NOT_FOUND',
    'CONFLICT',
  ]),
});

const getLesson = createRoute({
  method: 'get',
  path: '/lms/courses/{courseId}/lessons/{lessonId}',
  tags,
  summary: 'A lesson with its text, for students and staff of the course',
  request: { params: lessonParams },
  responses: answers(
    envelopeOf(
      z.object({ id: z.string(), title: z.string(), html: z.string(), text: z.string() }).openapi('Lesson'),
    ),
    'The lesson',
    ['SIGN_IN', 'FORBIDDEN', 'NOT_FOUND'],
  ),
});

const completeLesson = createRoute({
  method: 'post',
  path: '/lms/courses/{courseId}/lessons/{lessonId}/done',
  tags,
  summary: 'Mark a lesson done',
  request: { params: lessonParams },
  responses: answers(envelopeOf(z.object({ next_lesson_id: z.string().nullable() })), 'Marked', [
    'SIGN_IN',
    'FORBIDDEN',
    'NOT_FOUND',
  ]),
});

export function learningRest(ctx: AppContext): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);

  rest.openapi(listEnrollments, async (c) => {
    const { page, per_page: perPage } = c.req.valid('query');
    const all = await readTenant(ctx.door, tenantOf(c.var), readDashboard);
    const data = all.slice((page - 1) * perPage, page * perPage).map((each) => ({
      course_id: each.courseId,
      title: each.title,
      lessons_done: each.done,
      lessons_total: each.total,
      next_lesson_id: each.nextLesson?.id ?? null,
    }));
    return c.json({ ...envelope(data), meta: { total: all.length, page, per_page: perPage } }, 200);
  });

  rest.openapi(createEnrollment, async (c) => {
    const courseId = c.req.valid('json').course_id.toLowerCase();
    const enrolment = enrolmentOf(c.var);
    await withTenant(ctx.door, tenantOf(c.var), (tx) => enrol(tx, courseId, enrolment));
    return c.json(envelope({ course_id: courseId }), 200);
  });

  rest.openapi(getLesson, async (c) => {
    accountOf(c.var);
    const { courseId, lessonId } = lowerCased(c.req.valid('param'));
    const { lesson, content } = await readTenant(ctx.door, tenantOf(c.var), async (tx) => {
      await readCourse(tx, courseId);
      if (!(await isEnrolled(tx, courseId)) && !mayPreview(tx, courseId)) {
        throw new AppError('FORBIDDEN', words('serverRefusals.enrolToRead'));
      }
      return readLesson(tx, courseId, lessonId);
    });
    const html = projectHtml(content, {
      resolve: {
        material: (id) => `/api/v1/materials/${id}/content`,
        lesson: (id) => `/courses/${courseId}/lessons/${id}`,
        course: (id) => `/courses/${id}`,
      },
      words: createHtmlWords(c.var.t),
    });
    return c.json(envelope({ id: lesson.id, title: lesson.title, html, text: projectText(content) }), 200);
  });

  rest.openapi(completeLesson, async (c) => {
    accountOf(c.var);
    const { courseId, lessonId } = lowerCased(c.req.valid('param'));
    const { nextLessonId } = await withTenant(ctx.door, tenantOf(c.var), (tx) =>
      markLessonDone(tx, courseId, lessonId),
    );
    return c.json(envelope({ next_lesson_id: nextLessonId }), 200);
  });

  return rest;
}

const lowerCased = (params: { readonly courseId: string; readonly lessonId: string }) => ({
  courseId: params.courseId.toLowerCase(),
  lessonId: params.lessonId.toLowerCase(),
});
