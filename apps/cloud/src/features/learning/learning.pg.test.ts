import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import {
  buildCourse,
  createTestDevice,
  type TestCourse,
  type TestDevice,
} from '../../testing/build-course.ts';
import { createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { startTestServer, type Answer } from '../../testing/start-test-server.ts';
import { createVisitor, type Visitor } from '../../testing/visitor.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let host: string;
let otherHost: string;
let ownerToken: string;
let device: TestDevice;
let course: TestCourse;
let student: TestPerson;

beforeAll(async () => {
  const owner = await createPerson(server);
  host = (await createSchool(server, owner)).host;
  ownerToken = (await signIn(server, owner, host)).token;
  device = createTestDevice(server, host, ownerToken);
  course = await buildCourse(device);
  student = await createPerson(server);
  const otherOwner = await createPerson(server);
  otherHost = (await createSchool(server, otherOwner, { name: 'Southfield' })).host;
});

async function signedIn(person: TestPerson, at = host): Promise<Visitor> {
  const visitor = createVisitor(server, at);
  return visitor.post('/sign-in', { email: person.email, password: person.password });
}

const lessonPath = (index: number): string =>
  `/courses/${course.courseId}/lessons/${course.lessonIds[index]}`;
const as = (token: string) => ({ host, headers: { authorization: `Bearer ${token}` } });

describe('pages', () => {
  test('a student finds a course, enrols, reads, marks done and sees what is next', async () => {
    const visitor = await signedIn(student);
    expect((await visitor.open('/courses?q=algeb')).text).toContain('Algebra');
    expect((await visitor.open(lessonPath(0))).page.status).toBe(403);
    await visitor.post(`/courses/${course.courseId}/enrol`, {});
    expect(visitor.path).toBe(`/courses/${course.courseId}`);
    expect((await visitor.open(lessonPath(0))).text).toContain('First words');
    await visitor.post(`${lessonPath(0)}/done`, {});
    expect(visitor.path).toBe(lessonPath(1));
    expect(visitor.text).toContain('1 of 2 lessons done');
    expect((await visitor.open('/learning')).text).toContain('Continue: Lesson 2');
    await visitor.post(`${lessonPath(1)}/done`, {});
    await visitor.post(`${lessonPath(1)}/done`, {});
    expect(visitor.text).toContain('You have finished this course.');
  });

  test('the catalogue is searched without capitals and accents', async () => {
    await buildCourse(device, { title: 'Ünïcode für Anfänger, Ελληνικά' });
    const visitor = createVisitor(server, host);
    for (const typed of ['unicode', 'ÜNÏCODE', 'u\u0308nicode', 'fur anf', 'ελληνικα', 'ﬁ']) {
      await visitor.open(`/courses?q=${encodeURIComponent(typed)}`);
      expect([typed, visitor.text.includes('Ünïcode')]).toEqual([typed, typed !== 'ﬁ']);
    }
  });

  test('nobody enrols for nothing in a course that costs something; whoever is in it stays', async () => {
    const priced = await buildCourse(device, { title: 'Logic' });
    const { courseId } = priced;
    const early = await signedIn(await createPerson(server));
    await early.post(`/courses/${courseId}/enrol`, {});
    const price = { id: courseId, patch: { priceMinor: 4_900, currency: 'EUR' } };
    const [set] = await device.push(['Course.patch', price, { priceMinor: null, currency: 'USD' }]);
    expect(set?.code).toBe('APPLIED');
    const late = await signedIn(await createPerson(server));
    await late.open(`/courses/${courseId}`);
    expect(late.text).toContain('This course costs €49.00. It cannot be paid for here yet');
    expect(late.text).not.toContain('Enrol in this course');
    expect((await late.post(`/courses/${courseId}/enrol`, {})).page.status).toBe(409);
    await early.open(`/courses/${courseId}/lessons/${priced.lessonIds[0]}`);
    expect(early.text).toContain('First words');
  });

  test('who enrols several times at once is told of it once', async () => {
    const eager = await createPerson(server);
    const { token } = await signIn(server, eager, host);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        server.request('/api/v1/lms/enrollments', {
          ...as(token),
          method: 'POST',
          json: { course_id: course.courseId },
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [told] = await database.admin<{ times: number }[]>`
      select count(*)::int as times from audit_entry
      where action = 'course.enrolled' and actor_id = ${eager.userId}`;
    expect(told?.times).toBe(1);
  });

  test('a form that is sent signed out leads to signing in, and back to it', async () => {
    const path = `/courses/${course.courseId}`;
    const send = (referer: string) =>
      server.request(`${path}/enrol`, { host, method: 'POST', form: {}, headers: { referer } });
    const there = `${server.origin(host)}${path}`;
    expect((await send(there)).headers['location']).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
    expect((await send('https://elsewhere.example/x')).headers['location']).toBe('/sign-in?next=%2F');
  });

  test('words that no course can hold find nothing', async () => {
    const visitor = createVisitor(server, host);
    for (const words of ['%00', `algebra%20${'x'.repeat(200)}`])
      expect((await visitor.open(`/courses?q=${words}`)).text).toContain('No course fits these words.');
    expect((await server.request('/api/v1/lms/courses?q=%00', { host })).status).toBe(400);
  });

  test.for(['/courses', '/courses?q=algebra'])(
    'behind the last page of %s the way back is shown',
    async (path) => {
      const visitor = createVisitor(server, host);
      await visitor.open(`${path}${path.includes('?') ? '&' : '?'}page=7`);
      expect(visitor.text).toContain('There is no page 7.');
      expect(visitor.page.text).toContain('page=1"');
    },
  );

  test('a visitor sees what is inside, but not the words', async () => {
    const visitor = createVisitor(server, host);
    expect((await visitor.open(`/courses/${course.courseId}`)).text).toContain('Lesson 1');
    await visitor.open(lessonPath(0));
    expect(visitor.text).not.toContain('First words');
  });

  test('a draft does not exist for anybody but its staff', async () => {
    const draft = await buildCourse(device, { title: 'Secret draft', isPublished: false });
    const visitor = await signedIn(student);
    const hidden = await visitor.open(`/courses/${draft.courseId}`);
    const absent = await createVisitor(server, host).open(`/courses/${newId()}`);
    expect([hidden.page.status, absent.page.status]).toEqual([404, 404]);
    expect((await visitor.open('/courses')).text).not.toContain('Secret draft');
  });

  test('an edit that arrives is read at once', async () => {
    const edited = await buildCourse(device, { title: 'Edited', lessons: ['Before'] });
    await device.push([
      'Lesson.patch',
      { id: edited.lessonIds[0]!, patch: { title: 'Renamed' } },
      { title: 'Lesson 1' },
    ]);
    expect((await createVisitor(server, host).open(`/courses/${edited.courseId}`)).text).toContain('Renamed');
  });

  test('what is no id leads nowhere, without an error', async () => {
    const visitor = createVisitor(server, host);
    for (const path of [
      '/courses/1',
      '/courses/%00',
      "/courses/'%20or%201=1",
      '/materials/x',
      '/courses?page=-1&level=x',
    ]) {
      expect([404, 200, 400]).toContain((await visitor.open(path)).page.status);
    }
  });
});

describe('another school', () => {
  test('sees nothing of it, by no address', async () => {
    const visitor = await signedIn(student, otherHost);
    const paths = [`/courses/${course.courseId}`, lessonPath(0), `/api/v1/lms/courses/${course.courseId}`];
    for (const path of paths) {
      const foreign = await visitor.open(path);
      expect([path, foreign.page.status]).toEqual([path, 404]);
      expect(foreign.page.text).not.toContain('Algebra');
    }
    expect((await visitor.open('/courses')).text).not.toContain('Algebra');
    const enrolled = await visitor.post(`/courses/${course.courseId}/enrol`, {});
    expect(enrolled.page.status).toBe(404);
  });

  test('does not accept a token of the first', async () => {
    const answer = await server.request('/api/v1/lms/courses', {
      host: otherHost,
      headers: { authorization: `Bearer ${ownerToken}` },
    });
    expect(answer.text).not.toContain('Algebra');
  });
});

describe('REST', () => {
  test('offers the same: catalogue, enrolment, lessons, progress', async () => {
    const { token } = await signIn(server, await createPerson(server), host);
    const listed = await server.request('/api/v1/lms/courses/?q=algebra', { host });
    expect(listed.json()).toMatchObject({
      success: true,
      data: [{ id: course.courseId, title: 'Algebra', status: 'published' }],
      meta: { total: 1, page: 1, per_page: 20 },
      errors: [],
    });
    const lesson = `/api/v1/lms/courses/${course.courseId}/lessons/${course.lessonIds[0]}`;
    expect((await server.request(lesson, as(token))).status).toBe(403);
    const enrolled = await server.request('/api/v1/lms/enrollments', {
      ...as(token),
      json: { course_id: course.courseId },
    });
    expect(enrolled.status).toBe(200);
    expect((await server.request(lesson, as(token))).json()).toMatchObject({
      data: { title: 'Lesson 1', text: 'First words', html: '<p>First words</p>' },
    });
    const done = await server.request(`${lesson}/done`, { ...as(token), method: 'POST' });
    expect(done.json()).toMatchObject({ data: { next_lesson_id: course.lessonIds[1] } });
    expect((await server.request('/api/v1/lms/enrollments', as(token))).json()).toMatchObject({
      data: [{ lessons_done: 1, lessons_total: 2 }],
    });
  });
});

describe('files', () => {
  /** A picture by its signature, header and first chunk; what follows is noise. */
  const header = '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000138849444154';
  const bytes = Buffer.concat([Buffer.from(header, 'hex'), randomBytes(5_000)]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  let materialId: string;

  beforeAll(async () => {
    materialId = newId();
    const row = {
      id: materialId,
      courseId: course.courseId,
      name: 'Bild ä.png',
      mimeType: 'image/png',
      sizeBytes: bytes.length,
      sha256,
    };
    await device.push(['Material.create', { row }]);
  });

  const announce = (
    token: string,
    metadata: Record<string, string>,
    length = bytes.length,
  ): Promise<Answer> =>
    server.request('/api/files', {
      host,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(length),
        'upload-metadata': Object.entries(metadata)
          .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
          .join(','),
      },
    });

  async function send(location: string, body: Buffer, offset: number): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${server.port}${location}`, {
      method: 'PATCH',
      headers: {
        host: `${host}:${server.port}`,
        authorization: `Bearer ${ownerToken}`,
        'tus-resumable': '1.0.0',
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(body),
    });
    return answer.status;
  }

  test('are refused without the row, the right bytes or the right to write', async () => {
    const { token } = await signIn(server, await createPerson(server), host);
    expect((await announce(token, { materialId, sha256 })).status).toBe(404);
    expect((await announce(ownerToken, { materialId: newId(), sha256 })).status).toBe(404);
    expect((await announce(ownerToken, { materialId, sha256 }, 7)).status).toBe(409);
    expect((await announce(ownerToken, { materialId })).status).toBe(400);
  });

  test('arrive in parts, are checked, and then belong to who may read the course', async () => {
    const visitor = createVisitor(server, host);
    const location = String((await announce(ownerToken, { materialId, sha256 })).headers.location);
    expect(await send(location, bytes.subarray(0, 2_000), 0)).toBe(204);
    expect((await visitor.open(`/materials/${materialId}`)).page.status).toBe(404);
    expect(await send(location, bytes.subarray(2_000), 2_000)).toBe(204);
    expect((await visitor.open(`/materials/${materialId}`)).page.status).toBe(404);
    const read = await server.request(`/api/v1/materials/${materialId}/content`, as(ownerToken));
    expect(read.headers['content-type']).toBe('image/png');
    expect(createHash('sha256').update(read.bytes).digest('hex')).toBe(sha256);
    const enrolled = await signedIn(student);
    await enrolled.post(`/courses/${course.courseId}/enrol`, {});
    expect((await enrolled.open(`/materials/${materialId}`)).page.status).toBe(200);
    const range = await server.request(`/api/v1/materials/${materialId}/content`, {
      host,
      headers: { ...as(ownerToken).headers, range: 'bytes=10-19' },
    });
    expect([range.status, range.bytes.equals(bytes.subarray(10, 20))]).toEqual([206, true]);
  });

  test('stand on the card of a course once they have arrived, and only if they are pictures', async () => {
    const card = await buildCourse(device, { title: 'Cartography' });
    const { courseId } = card;
    const visitor = createVisitor(server, host);
    const shown = async (): Promise<string[]> => {
      const { text } = (await visitor.open('/courses?q=cartography')).page;
      return [...text.matchAll(/\/materials\/([0-9a-f-]{36})/g)].map(([, id]) => String(id));
    };
    const cover = async (mimeType: string, arrives: boolean): Promise<string> => {
      const id = newId();
      const content = randomBytes(20);
      const hash = createHash('sha256').update(content).digest('hex');
      const file = { name: 'map.png', mimeType, sizeBytes: content.length, sha256: hash };
      const before = { coverMaterialId: covers.at(-1) ?? null };
      const results = await device.push(
        ['Material.create', { row: { id, courseId, ...file } }],
        ['Course.patch', { id: courseId, patch: { coverMaterialId: id } }, before],
      );
      expect(results.map(({ code }) => code)).toEqual(['APPLIED', 'APPLIED']);
      covers.push(id);
      if (!arrives) return id;
      const announced = await announce(ownerToken, { materialId: id, sha256: hash }, content.length);
      expect(await send(String(announced.headers.location), content, 0)).toBe(204);
      return id;
    };
    const covers: string[] = [];
    await cover('image/png', false);
    expect(await shown()).toEqual([]);
    await cover('application/octet-stream', true);
    expect(await shown()).toEqual([]);
    const map = await cover('image/png', true);
    expect(await shown()).toEqual([map]);
  });

  test('without a byte have arrived when they are announced', async () => {
    const empty = { materialId: newId(), sha256: createHash('sha256').digest('hex') };
    const file = { name: 'empty.txt', mimeType: 'text/plain', sizeBytes: 0, sha256: empty.sha256 };
    await device.push([
      'Material.create',
      { row: { id: empty.materialId, courseId: course.courseId, ...file } },
    ]);
    expect((await announce(ownerToken, empty, 0)).status).toBe(201);
    const read = await server.request(`/api/v1/materials/${empty.materialId}/content`, as(ownerToken));
    expect([read.status, read.bytes.length]).toEqual([200, 0]);
  });

  test('whose bytes were damaged are thrown away', async () => {
    const damaged = newId();
    const other = createHash('sha256').update('other bytes').digest('hex');
    const row = {
      id: damaged,
      courseId: course.courseId,
      name: 'x.png',
      mimeType: 'image/png',
      sizeBytes: bytes.length,
      sha256: other,
    };
    await device.push(['Material.create', { row }]);
    const location = String(
      (await announce(ownerToken, { materialId: damaged, sha256: other })).headers.location,
    );
    expect(await send(location, bytes, 0)).toBe(409);
    expect((await server.request(`/api/v1/materials/${damaged}/content`, as(ownerToken))).status).toBe(404);
  });
});
