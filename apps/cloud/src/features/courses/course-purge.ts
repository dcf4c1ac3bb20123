import { courseStaff } from '@educrowd/db/postgres/schema/people';
import { deleteReferring } from '../../platform/delete-referring.ts';
import type { PurgeRules } from '../sync/index.ts';
import { queueCollection } from './collect-file.ts';

export const coursePurge: PurgeRules = {
  kept: {},
  going: {
    Course: (tx, rows) => deleteReferring(tx, courseStaff.courseId, rows),
    Material: async (tx, rows) => {
      for (const sha256 of new Set(rows.map((row) => String(row.sha256)))) await queueCollection(tx, sha256);
    },
  },
};
