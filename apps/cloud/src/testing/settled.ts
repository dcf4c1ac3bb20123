import type { TestDatabase } from '@educrowd/db/testing/clone-database';

const STEP_MS = 20;

/** Waits until every job that can run has run. Jobs that failed are an error: nothing here may fail. */
export async function untilJobsAreDone(database: Pick<TestDatabase, 'admin'>): Promise<void> {
  for (;;) {
    const waiting = await database.admin<{ task: string; last_error: string | null }[]>`
      select task.identifier as task, job.last_error
      from jobs._private_jobs job join jobs._private_tasks task on task.id = job.task_id
      where job.run_at <= now() or job.last_error is not null`;
    const failed = waiting.find((job) => job.last_error !== null);
    if (failed) throw new Error(`${failed.task} failed: ${failed.last_error}`);
    if (waiting.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
