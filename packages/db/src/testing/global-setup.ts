import type { TestProject } from 'vitest/node';
import { startTestServer } from './test-server.ts';

/** Once per run of the `pg` tests. `DATABASE_URL_TEST` (a superuser's) names a server to use instead of the embedded one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...server } = await startTestServer(process.env.DATABASE_URL_TEST);
  project.provide('testServer', server);
  return stop;
}
