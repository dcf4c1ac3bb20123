import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { TRASH_MS } from '@educrowd/shared/sync/tombstones';
import { createBlobStorage } from '../../platform/blob-storage.ts';
import { createPerson, createSchool } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { purgeTrash } from '../sync/purge-trash.ts';
import { createDevice } from '../sync/testing/sync-school.ts';
import { COLLECT_FILE_TASK, collectFileJob } from './collect-file.ts';
import { coursePurge } from './course-purge.ts';

const database = await createTestDatabase();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

test('the bytes of a file go a while after the last row that refers to them', async () => {
  const { ctx } = server;
  const owner = await createPerson(server);
  const { tenantId } = await createSchool(server, owner);
  const device = createDevice(ctx.door, { tenantId, userId: owner.userId });
  const { courseId } = await device.createCourse();
  const storage = createBlobStorage(ctx.settings.storageDir);
  const bytes = Buffer.from('a picture');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await mkdir(storage.incomingDir, { recursive: true });
  await writeFile(join(storage.incomingDir, 'arrived'), bytes);
  await storage.keep(tenantId, sha256, join(storage.incomingDir, 'arrived'));
  const materials = [newId(), newId()];
  for (const id of materials) {
    const file = { name: 'p.png', mimeType: 'image/png', sizeBytes: bytes.length, sha256 };
    expect((await device.send('Material.create', { row: { id, courseId, ...file } })).code).toBe('APPLIED');
  }
  const system = { tenantId, userId: null, isSystem: true };
  const clock = () => new Date(Date.now() + TRASH_MS + 60_000);
  const collected = async (id: string | undefined): Promise<boolean> => {
    const { head } = await device.pull(['course:*']);
    await device.send('Material.trash', { id: id ?? '', cursor: head });
    await purgeTrash({ ...ctx, door: { ...ctx.door, clock } }, system, [coursePurge]);
    const jobs = await database.admin<{ payload: unknown; run_at: Date }[]>`
      select j.payload, j.run_at from jobs._private_jobs j join jobs._private_tasks t on t.id = j.task_id
      where t.identifier = ${COLLECT_FILE_TASK}`;
    expect(jobs.map(({ payload }) => payload)).toEqual([{ tenantId, sha256 }]);
    expect(jobs[0]?.run_at.getTime()).toBeGreaterThan(clock().getTime());
    await collectFileJob(ctx).run({ tenantId, sha256 }, { ctx, signal: ctx.stopping });
    return (await storage.find(tenantId, sha256)) === null;
  };
  expect(await collected(materials[0])).toBe(false);
  expect(await collected(materials[1])).toBe(true);
  // Running again harms nothing.
  await collectFileJob(ctx).run({ tenantId, sha256 }, { ctx, signal: ctx.stopping });
});
