/**
 * Frees jobs whose server died while it worked on them. The queue would do so after four hours; here every runner says
 * each `BEAT_MS` that it lives, and what a silent one holds is free after `SILENCE`.
 */
import { createClient } from '@educrowd/db/postgres/client';
import type { Logger } from './logger.ts';

const BEAT_MS = 20_000;
const SILENCE = '2 minutes';

export interface JobLocks {
  /** Stops saying that this runner lives. */
  release(): Promise<void>;
}

/** `poolId` is the name under which this runner's locks are held. */
export async function createJobLocks(url: string, poolId: string, logger: Logger): Promise<JobLocks> {
  const sql = createClient(url, { max: 1, applicationName: 'educrowd-job-locks' });
  const beat = async (): Promise<void> => {
    await sql`insert into jobs.worker_pool (id, seen_at) values (${poolId}, now()) on conflict (id) do update set seen_at = now()`;
    await sql`
      with silent as (
        select distinct locked_by from jobs._private_jobs
        where locked_at < now() - ${SILENCE}::interval and not exists (
          select from jobs.worker_pool where id = locked_by and seen_at > now() - ${SILENCE}::interval)
      )
      select jobs.force_unlock_workers(array_agg(locked_by)) from silent having count(*) > 0`;
    await sql`delete from jobs.worker_pool where seen_at < now() - interval '1 day'`;
  };
  await beat();
  const timer = setInterval(() => {
    beat().catch((error: unknown) => logger.warn({ err: error }, 'could not look after the locks of jobs'));
  }, BEAT_MS);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await sql`delete from jobs.worker_pool where id = ${poolId}`.catch(() => undefined);
      await sql.end({ timeout: 5 });
    },
  };
}
