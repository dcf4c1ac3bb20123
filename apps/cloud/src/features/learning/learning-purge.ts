import { enrolments, lessonProgress } from '@educrowd/db/postgres/schema/learning';
import { deleteReferring } from '../../platform/delete-referring.ts';
import type { PurgeRules } from '../sync/index.ts';

/** What students did in a course goes with it: nothing could show it any more. */
export const learningPurge: PurgeRules = {
  kept: {},
  going: {
    Course: async (tx, rows) => {
      await deleteReferring(tx, lessonProgress.courseId, rows);
      await deleteReferring(tx, enrolments.courseId, rows);
    },
    Lesson: (tx, rows) => deleteReferring(tx, lessonProgress.lessonId, rows),
  },
};
