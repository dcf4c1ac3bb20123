/** All SQL of learning. */
import { and, desc, eq, ne } from 'drizzle-orm';
import { enrolments, lessonProgress } from '@educrowd/db/postgres/schema/learning';
import type { ReadTx, TenantTx } from '../../platform/with-tenant.ts';

export type EnrolmentRow = typeof enrolments.$inferSelect;

export async function findEnrolment(
  tx: ReadTx,
  userId: string,
  courseId: string,
): Promise<EnrolmentRow | null> {
  const [row] = await tx.db
    .select()
    .from(enrolments)
    .where(
      and(
        eq(enrolments.tenantId, tx.tenantId),
        eq(enrolments.userId, userId),
        eq(enrolments.courseId, courseId),
      ),
    );
  return row ?? null;
}

/** Newest first. */
export const listEnrolments = (tx: ReadTx, userId: string): Promise<EnrolmentRow[]> =>
  tx.db
    .select()
    .from(enrolments)
    .where(and(eq(enrolments.tenantId, tx.tenantId), eq(enrolments.userId, userId)))
    .orderBy(desc(enrolments.enrolledAt), enrolments.courseId);

/** Whether that changed anything: of several at once, one alone does. */
export async function saveEnrolment(
  tx: TenantTx,
  enrolment: Pick<EnrolmentRow, 'courseId' | 'userId' | 'status'>,
): Promise<boolean> {
  const changed = await tx.db
    .insert(enrolments)
    .values({ tenantId: tx.tenantId, enrolledAt: tx.now.toISOString(), ...enrolment })
    .onConflictDoUpdate({
      target: [enrolments.tenantId, enrolments.courseId, enrolments.userId],
      set: { status: enrolment.status },
      setWhere: ne(enrolments.status, enrolment.status),
    })
    .returning({ courseId: enrolments.courseId });
  return changed.length > 0;
}

/** Ids of the lessons that the student has marked done. */
export async function listDoneLessons(tx: ReadTx, userId: string, courseId: string): Promise<Set<string>> {
  const rows = await tx.db
    .select({ lessonId: lessonProgress.lessonId })
    .from(lessonProgress)
    .where(
      and(
        eq(lessonProgress.tenantId, tx.tenantId),
        eq(lessonProgress.userId, userId),
        eq(lessonProgress.courseId, courseId),
      ),
    );
  return new Set(rows.map((row) => row.lessonId));
}

/** Ids of all lessons that the student has marked done in this school. */
export async function listAllDoneLessons(tx: ReadTx, userId: string): Promise<Set<string>> {
  const rows = await tx.db
    .select({ lessonId: lessonProgress.lessonId })
    .from(lessonProgress)
    .where(and(eq(lessonProgress.tenantId, tx.tenantId), eq(lessonProgress.userId, userId)));
  return new Set(rows.map((row) => row.lessonId));
}

/** Marking done twice keeps the first time. */
export async function saveLessonDone(
  tx: TenantTx,
  done: { userId: string; courseId: string; lessonId: string },
): Promise<void> {
  await tx.db
    .insert(lessonProgress)
    .values({ tenantId: tx.tenantId, doneAt: tx.now.toISOString(), ...done })
    .onConflictDoNothing();
}
