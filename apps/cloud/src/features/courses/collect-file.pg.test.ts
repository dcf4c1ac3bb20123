import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { TRASH_MS } from '@educrowd/shared/sync/tombstones';
import { createBlobStorage } from '../../platform/blob-storage.ts';
import { withTenant } from '../../platform/with-tenant.ts';
import { createPerson, createSchool } from '../../testing/people.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { purgeTrash } from '../sync/purge-trash.ts';
import { createDevice } from '../sync/testing/sync-school.ts';
import { COLLECT_FILE_TASK, collectFileJob } from './collect-file.ts';
import { coursePurge } from './course-purge.ts';
import { lockFile } from './material-store.ts';
import { markUploaded } from './upload-material.ts';

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

async function untilSomebodyWaits(): Promise<void> {
  for (let isWaiting = false; !isWaiting;) {
    const [row] = await database.admin<{ waiting: boolean }[]>`
      select exists (select 1 from pg_locks where not granted and locktype = 'advisory') as waiting`;
    isWaiting = row?.waiting ?? false;
    if (!isWaiting) await setImmediate();
  }
}

test('bytes that are collected while they arrive again are not said to be here', async () => {
  const { ctx } = server;
  const owner = await createPerson(server);
  const { tenantId } = await createSchool(server, owner);
  const context = { tenantId, userId: owner.userId };
  const device = createDevice(ctx.door, context);
  const { courseId } = await device.createCourse();
  const storage = createBlobStorage(ctx.settings.storageDir);
  const bytes = Buffer.from('another picture');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { name: 'p.png', mimeType: 'image/png', sizeBytes: bytes.length, sha256 };
  const uploaded = (): Promise<void> =>
    withTenant(ctx.door, context, (tx) => markUploaded(tx, sha256, storage));
  // As the job does that has found no row yet.
  const { sent } = await withTenant(ctx.door, { tenantId, userId: null, isSystem: true }, async (tx) => {
    await lockFile(tx, sha256);
    await device.send('Material.create', { row: { id: newId(), courseId, ...file } });
    await mkdir(storage.incomingDir, { recursive: true });
    await writeFile(join(storage.incomingDir, 'again'), bytes);
    await storage.keep(tenantId, sha256, join(storage.incomingDir, 'again'));
    const outcome = uploaded().then(
      () => 'done',
      (error: unknown) => error,
    );
    await Promise.race([outcome, untilSomebodyWaits()]);
    await storage.remove(tenantId, sha256);
    return { sent: outcome };
  });
  expect(await sent).toMatchObject({ code: 'CONFLICT' });
  await writeFile(join(storage.incomingDir, 'once more'), bytes);
  await storage.keep(tenantId, sha256, join(storage.incomingDir, 'once more'));
  await uploaded();
  const { changes, columns } = await device.pull(['course:*']);
  const place = columns.materials?.indexOf('state') ?? -1;
  expect(changes.filter(({ table }) => table === 'materials').map(({ values }) => values?.[place])).toEqual([
    'ready',
  ]);
});
