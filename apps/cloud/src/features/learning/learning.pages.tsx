/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { AppError } from '../../platform/app-error.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { ButtonLink } from '../../platform/page/button.tsx';
import { idParam } from '../../platform/page/id-param.ts';
import { tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant, withTenant } from '../../platform/with-tenant.ts';
import { mayPreview, readCourse, readLesson } from '../courses/index.ts';
import { CoursePage } from './course.page.tsx';
import { DashboardPage } from './dashboard.page.tsx';
import { enrol, enrolmentOf, isEnrolled } from './enrol.ts';
import { listDoneLessons } from './learning-store.ts';
import { LessonPage } from './lesson.page.tsx';
import { markLessonDone } from './mark-lesson-done.ts';
import { readDashboard } from './read-dashboard.ts';

/** What a student does: a course, its lessons, and what comes next. */
export const learningPages = (ctx: AppContext) =>
  new Hono<AppEnv>()
    .get('/courses/:courseId', async (c) => {
      const courseId = idParam(c.req.param('courseId'));
      const found = await readTenant(ctx.door, tenantOf(c.var), async (tx) => ({
        view: await readCourse(tx, courseId),
        done: tx.userId === null ? new Set<string>() : await listDoneLessons(tx, tx.userId, courseId),
        isEnrolled: await isEnrolled(tx, courseId),
        mayPreview: mayPreview(tx, courseId),
      }));
      const { course } = found.view;
      return c.render(<CoursePage c={c} {...found} />, { title: course.title, description: course.summary });
    })
    .post('/courses/:courseId/enrol', async (c) => {
      const courseId = idParam(c.req.param('courseId'));
      const enrolment = enrolmentOf(c.var);
      await withTenant(ctx.door, tenantOf(c.var), (tx) => enrol(tx, courseId, enrolment));
      return c.redirect(`/courses/${courseId}`, 303);
    })
    .get('/courses/:courseId/lessons/:lessonId', async (c) => {
      const [courseId, lessonId] = [idParam(c.req.param('courseId')), idParam(c.req.param('lessonId'))];
      const found = await readTenant(ctx.door, tenantOf(c.var), async (tx) => {
        const enrolled = await isEnrolled(tx, courseId);
        if (!enrolled && !mayPreview(tx, courseId)) {
          await readCourse(tx, courseId);
          return null;
        }
        const view = await readLesson(tx, courseId, lessonId);
        const done = tx.userId === null ? new Set<string>() : await listDoneLessons(tx, tx.userId, courseId);
        return { view, done, isEnrolled: enrolled };
      });
      if (!found) {
        const { t } = c.var;
        c.status(403);
        return c.render(
          <>
            <h1 class="mb-4 text-title font-bold">{t('learning.enrolToRead')}</h1>
            <p class="mb-6">{t('learning.enrolToReadHint')}</p>
            <ButtonLink href={`/courses/${courseId}`}>{t('learning.enrol')}</ButtonLink>
          </>,
          { title: t('learning.enrolToRead'), width: 'form' },
        );
      }
      return c.render(<LessonPage c={c} {...found} />, { title: found.view.lesson.title });
    })
    .post('/courses/:courseId/lessons/:lessonId/done', async (c) => {
      const [courseId, lessonId] = [idParam(c.req.param('courseId')), idParam(c.req.param('lessonId'))];
      const { nextLessonId } = await withTenant(ctx.door, tenantOf(c.var), (tx) =>
        markLessonDone(tx, courseId, lessonId),
      );
      return c.redirect(
        nextLessonId ? `/courses/${courseId}/lessons/${nextLessonId}` : `/courses/${courseId}`,
        303,
      );
    })
    .get('/learning', async (c) => {
      if (!c.var.account) throw new AppError('SIGN_IN', c.var.t('learning.enrolSignIn'));
      const dashboard = await readTenant(ctx.door, tenantOf(c.var), readDashboard);
      return c.render(<DashboardPage c={c} dashboard={dashboard} />, {
        title: c.var.t('learning.myCourses'),
      });
    });
