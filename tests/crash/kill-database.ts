import { createClient } from '@educrowd/db/postgres/client';
import { must } from '@educrowd/shared/primitives/assert';
import { waitUntil } from '../support/waits.ts';

/**
 * SIGKILL for one of PostgreSQL's processes that works for the server. PostgreSQL then ends all others, takes back what
 * had not been committed and starts again, as after a crash of its own. Resolves when it answers.
 */
export async function killDatabase(adminUrl: string): Promise<void> {
  const admin = createClient(adminUrl, { max: 1, applicationName: 'educrowd-kill' });
  try {
    const working = await admin<{ pid: number }[]>`
      select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() and datname = current_database()
      order by state = 'idle', pid`;
    process.kill(must(working[0], 'a connection of the server').pid, 'SIGKILL');
  } finally {
    await admin.end({ timeout: 1 });
  }
  await waitUntil('PostgreSQL answers again', async () => {
    const next = createClient(adminUrl, { max: 1, applicationName: 'educrowd-kill' });
    try {
      await next`select 1`;
      return { done: true };
    } catch (error) {
      return { seen: String(error) };
    } finally {
      await next.end({ timeout: 1 });
    }
  });
}
