/** The model school takes and gives files as the real server does: the same requests, one by one, with the same answers. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '@educrowd/shared/sync/protocol';
import { TRASH_MS } from '@educrowd/shared/sync/tombstones';
import { collectFileJob } from '../../../apps/cloud/src/features/courses/collect-file.ts';
import { coursePurge } from '../../../apps/cloud/src/features/courses/course-purge.ts';
import { purgeTrash as purgeTrashOf } from '../../../apps/cloud/src/features/sync/purge-trash.ts';
import { createDevice, rowOf } from '../../../apps/cloud/src/features/sync/testing/sync-school.ts';
import { createBlobStorage } from '../../../apps/cloud/src/platform/blob-storage.ts';
import { addMember, createPerson, createSchool, signIn } from '../../../apps/cloud/src/testing/people.ts';
import { startTestServer, type TestServer } from '../../../apps/cloud/src/testing/start-test-server.ts';
import { createRandom } from '../../support/random.ts';
import { createTimeline } from '../timeline.ts';
import { grant } from '../world.ts';
import { COLLECT_AFTER_MS, type FileAnswer, type FileRequest } from './files.ts';
import { createSchool as createModel } from './school.ts';
import { purgeTrash } from './school-events.ts';
import { rowsOf } from './school-state.ts';

const MINUTE_MS = 60_000;
const noHeaders: FileRequest['headers'] = {};
const contents: Buffer[] = [0, 1, 7, 300, 2_000].map((size) => Buffer.alloc(size, `${size} bytes `));
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const database = await createTestDatabase();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

interface Upload {
  readonly real: string;
  readonly modelled: string;
  readonly bytes: Buffer;
}

/** What happened in all runs together: otherwise they would not compare it. */
const seen = new Set<string>();

describe('the model school', () => {
  it.each([1, 2])('takes and gives files as the server does, seed %i', async (seed) => {
    const random = createRandom(seed);
    const timeline = createTimeline(Date.now());
    const model = createModel({ name: 'model', timeline, random, pageRows: () => 1_000 });
    const owner = await createPerson(server);
    const school = await createSchool(server, owner);
    const { host, tenantId } = school;
    const others = [await createPerson(server), await createPerson(server)];
    await addMember(server, school, { ...must(others[0], 'instructor'), roles: ['instructor'] });
    await addMember(server, school, must(others[1], 'student'));
    const people = [owner, ...others];
    model.setGrants(owner.userId, [grant('owner')]);
    model.setGrants(must(others[0], 'instructor').userId, [grant('instructor')]);
    const tokens = await Promise.all(
      people.map(async (person) => (await signIn(server, person, host)).token),
    );
    const devices = people.map(({ userId }) => createDevice(server.ctx.door, { tenantId, userId }));
    const [ownDevice] = devices;
    if (!ownDevice) throw new Error('the owner has no device');

    const pushBoth = async (at: number, name: string, args: JsonObject): Promise<void> => {
      const device = must(devices[at], 'device');
      const mutation = device.mutation(name, args);
      const real = await device.push([mutation], mutation.seq - 1);
      const asked = model.push(must(people[at], 'person').userId, {
        protocol: PROTOCOL_VERSION,
        schema: SCHEMA_VERSION,
        epoch: null,
        clientId: device.clientId,
        holdings: [],
        ackedThrough: mutation.seq - 1,
        mutations: [mutation],
      });
      await timeline.advance(200);
      expect(
        (await asked).results.map(({ code }) => code),
        `${name} ${JSON.stringify(args)}`,
      ).toEqual(real.results.map(({ code }) => code));
    };

    const askBoth = async (
      at: number,
      requests: { readonly real: FileRequest; readonly modelled: FileRequest },
    ): Promise<{ real: FileAnswer; modelled: FileAnswer }> => {
      const { method, path, headers, body } = requests.real;
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
        method,
        headers: { ...headers, host: `${host}:${server.port}`, authorization: `Bearer ${tokens[at]}` },
        ...(method === 'PATCH' ? { body: new Uint8Array(body) } : {}),
      });
      const real = {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: new Uint8Array(await response.arrayBuffer()),
      };
      const asked = model.askForFile(must(people[at], 'person').userId, requests.modelled);
      await timeline.advance(1_000);
      const modelled = await asked;
      const told = ({ status, headers: said, body: bytes }: FileAnswer) => ({
        status,
        offset: said['upload-offset'] ?? null,
        length: said['upload-length'] ?? null,
        range: status === 206 ? said['content-range'] : null,
        bytes: method === 'GET' && status < 300 ? Buffer.from(bytes).toString() : null,
      });
      expect(told(modelled), `${method} ${path} ${JSON.stringify(headers)} by ${at}`).toEqual(told(real));
      seen.add(`${method} ${real.status}`);
      return { real, modelled };
    };

    const courses = [newId(), newId()];
    await pushBoth(0, 'Course.create', { row: { id: courses[0] ?? null, title: 'of the owner' } });
    await pushBoth(1, 'Course.create', { row: { id: courses[1] ?? null, title: 'of the instructor' } });
    const campaignId = newId();
    await pushBoth(0, 'Campaign.create', { row: { id: campaignId, title: 'a campaign' } });
    const uploads: Upload[] = [];
    const someMaterial = () => {
      const rows = rowsOf(model.state(), 'materials');
      return rows.length === 0 ? null : random.pick(rows);
    };
    const contentOf = (sha256: unknown): Buffer =>
      must(
        contents.find((bytes) => sha256Of(bytes) === sha256),
        'content',
      );

    const add = (at: number) => {
      const bytes = random.pick(contents);
      const home = random.pick<JsonObject>([
        { courseId: courses[0] ?? null },
        { courseId: courses[1] ?? null },
        { campaignId },
      ]);
      const file = {
        name: 'a.bin',
        mimeType: 'text/plain',
        sizeBytes: bytes.length,
        sha256: sha256Of(bytes),
      };
      return pushBoth(at, 'Material.create', { row: { id: newId(), ...home, ...file } });
    };
    const announce = async (at: number): Promise<void> => {
      const row = someMaterial();
      if (!row) return;
      const bytes = contentOf(row.sha256);
      const isWrong = random.next() < 0.15;
      const metadata: Record<string, string> = {
        materialId: random.next() < 0.1 ? newId() : String(row.id),
        ...(random.next() < 0.1 ? {} : { sha256: String(row.sha256) }),
      };
      const headers = {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length + (isWrong ? 1 : 0)),
        'upload-metadata': Object.entries(metadata)
          .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      };
      const request = { method: 'POST', path: '/api/files/', headers, body: Buffer.alloc(0) };
      const { real, modelled } = await askBoth(at, { real: request, modelled: request });
      const [realPath, modelledPath] = [real.headers.location, modelled.headers.location];
      if (realPath && modelledPath) uploads.push({ real: realPath, modelled: modelledPath, bytes });
    };
    const goOn = async (at: number): Promise<void> => {
      if (uploads.length === 0) return;
      const { real, modelled, bytes } =
        random.next() < 0.7 ? must(uploads.at(-1), 'upload') : random.pick(uploads);
      const headers = { 'tus-resumable': '1.0.0' };
      const ask = { method: 'HEAD', headers, body: Buffer.alloc(0) };
      const head = await askBoth(at, {
        real: { ...ask, path: real },
        modelled: { ...ask, path: modelled },
      });
      const offset = Number(head.real.headers['upload-offset'] ?? 0) + (random.next() < 0.1 ? 1 : 0);
      const end = random.next() < 0.5 ? bytes.length : random.between(offset, bytes.length);
      const body = Buffer.from(bytes.subarray(offset, end));
      if (body.length > 0 && random.next() < 0.1) body[0] = (body[0] ?? 0) ^ 1;
      // The client never sends nothing.
      if (body.length === 0) return;
      const patch = {
        method: 'PATCH',
        headers: {
          ...headers,
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
        },
        body,
      };
      await askBoth(at, { real: { ...patch, path: real }, modelled: { ...patch, path: modelled } });
    };
    const download = async (at: number): Promise<void> => {
      const row = someMaterial();
      const id = random.next() < 0.1 || !row ? newId() : String(row.id);
      const range = random.pick([-1, -1, 0, 1, 5, 299, 5_000]);
      const request: FileRequest = {
        method: 'GET',
        path: `/api/v1/materials/${id}/content`,
        headers: range < 0 ? noHeaders : { range: `bytes=${range}-` },
        body: Buffer.alloc(0),
      };
      await askBoth(at, { real: request, modelled: request });
    };
    const throwAway = async (at: number): Promise<void> => {
      const row = someMaterial();
      if (!row) return;
      const [entity, id] =
        random.next() < 0.7 ? ['Material', String(row.id)] : ['Course', random.pick(courses)];
      const verb = random.pick(['trash', 'restore', 'restore']);
      // As one who has seen everything.
      await pushBoth(at, `${entity}.${verb}`, { id, ...(verb === 'trash' ? { cursor: 1e9 } : {}) });
    };

    const expectSameRows = async (): Promise<void> => {
      const page = await ownDevice.pull(['course:*', 'campaign:*']);
      const real = page.changes
        .filter(({ op, table }) => op === 'upsert' && table === 'materials')
        .map((change) => rowOf(page, change));
      const told = (rows: readonly { readonly [key: string]: unknown }[]): string[] =>
        rows.map(({ id, state, sha256 }) => JSON.stringify([id, state, sha256])).toSorted();
      expect(told(rowsOf(model.state(), 'materials'))).toEqual(told(real));
    };

    for (let round = 0; round < 100; round++) {
      const at = random.pick([0, 0, 0, 1, 1, 2]);
      const isStudent = at === 2;
      const ask = random.pick(
        isStudent
          ? [announce, goOn, download]
          : [add, announce, announce, goOn, goOn, goOn, goOn, download, throwAway],
      );
      await ask(at);
      if (round % 10 === 9) await expectSameRows();
    }
    await expectSameRows();

    for (const row of rowsOf(model.state(), 'materials')) {
      const isOneOf = contents.slice(0, 3).includes(contentOf(row.sha256));
      if (isOneOf) await pushBoth(0, 'Material.trash', { id: String(row.id), cursor: 1e9 });
    }
    const before = new Set(model.state().files.keys());
    // What was long in Trash goes for good, and a week later its files, unless something else refers to them.
    const longMs = TRASH_MS + MINUTE_MS;
    const { ctx } = server;
    const clock = (): Date => new Date(Date.now() + longMs);
    await purgeTrashOf({ ...ctx, door: { ...ctx.door, clock } }, { tenantId, userId: null, isSystem: true }, [
      coursePurge,
    ]);
    purgeTrash(model, timeline.now() + longMs);
    await expectSameRows();
    timeline.sleep(longMs + COLLECT_AFTER_MS + MINUTE_MS);
    model.collectFiles();
    await timeline.advance(MINUTE_MS);
    const storage = createBlobStorage(ctx.settings.storageDir);
    const jobs = await database.admin<{ payload: { tenantId: string; sha256: string } }[]>`
      select j.payload from jobs._private_jobs j join jobs._private_tasks t on t.id = j.task_id
      where t.identifier = 'collect-file'`;
    for (const { payload } of jobs)
      if (payload.tenantId === tenantId)
        await collectFileJob(ctx).run(payload, { ctx, signal: ctx.stopping });
    for (const sha256 of before) {
      const isKept = model.state().files.has(sha256);
      expect((await storage.find(tenantId, sha256)) !== null, sha256).toBe(isKept);
      seen.add(isKept ? 'kept' : 'collected');
    }
  });

  it('has met every kind of answer in these', () => {
    expect([...seen].toSorted()).toEqual([
      'GET 200',
      'GET 206',
      'GET 404',
      'GET 416',
      'HEAD 200',
      'HEAD 404',
      'PATCH 204',
      'PATCH 404',
      'PATCH 409',
      'POST 201',
      'POST 400',
      'POST 404',
      'POST 409',
      'collected',
      'kept',
    ]);
  });
});
