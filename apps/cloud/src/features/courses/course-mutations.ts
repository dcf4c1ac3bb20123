/** What devices may do to courses beyond plain edits. */
import { courseStaff } from '@educrowd/db/postgres/schema/people';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { must } from '@educrowd/shared/primitives/assert';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { publishArgs } from '@educrowd/shared/sync/mutations';
import { isKnownTo } from './upload-material.ts';
import { MutationRefused, type MutationHandlers, type PushBatch } from '../sync/index.ts';

export const courseMutations: MutationHandlers = {
  commands: {
    'course.publish': (batch, args) => setStatus(batch, args, 'published'),
    'course.unpublish': (batch, args) => setStatus(batch, args, 'draft'),
  },
  created: {
    // Whoever creates a course teaches it: that grants the holding without which the course would leave the device.
    Course: (batch, row) => {
      const userId = must(batch.tx.userId, 'signed-in user');
      const courseId = String(row.id);
      batch.joinCourse(courseId);
      batch.afterWrite(async (tx) => {
        const addedAt = tx.now.toISOString();
        await tx.db
          .insert(courseStaff)
          .values({ tenantId: tx.tenantId, courseId, userId, addedAt })
          .onConflictDoNothing();
        tx.audit('course.created', { courseId });
      });
    },
    // Bytes that are here already, and that the person may read, are not sent twice.
    Material: async (batch, row) => {
      if (await isKnownTo(batch.tx, { sha256: String(row.sha256), sizeBytes: Number(row.sizeBytes) }))
        batch.put('Material', { ...row, state: 'ready' }, []);
    },
  },
  changing: {
    Course: (_batch, { after }) => {
      if (after.status === 'published') needTitle(after);
    },
  },
};

function needTitle({ title }: WireRow): void {
  if (String(title).trim() === '') throw new MutationRefused('INVALID', 'A published course needs a title.');
}

async function setStatus(
  batch: PushBatch,
  args: JsonObject,
  status: 'published' | 'draft',
): Promise<'APPLIED'> {
  const parsed = publishArgs.safeParse(args);
  if (!parsed.success) throw new MutationRefused('INVALID', 'This command cannot be read.');
  const { id, expected, notAfter } = parsed.data;
  const course = await batch.find({ entityName: 'Course', id });
  if (!course) throw new MutationRefused('NOT_FOUND', 'The course does not exist any more.');
  batch.authorize('course.publish', { courseId: id });
  if (course.status === status) return 'APPLIED';
  if (batch.tx.now > new Date(notAfter))
    throw new MutationRefused('EXPIRED', 'This waited too long to be carried out. Decide again.');
  if (course.status !== expected)
    throw new MutationRefused('CONFLICT', 'The state of the course was changed meanwhile.');
  if (status === 'published') needTitle(course);
  if (course.deletedAt !== null) throw new MutationRefused('CONFLICT', 'The course is in Trash.');
  const publishedAt = status === 'published' ? batch.tx.now.toISOString() : (course.publishedAt ?? null);
  batch.put('Course', { ...course, status, publishedAt }, ['status']);
  batch.afterWrite(async (tx) =>
    tx.audit(`course.${status === 'published' ? 'published' : 'unpublished'}`, { courseId: id }),
  );
  return 'APPLIED';
}
