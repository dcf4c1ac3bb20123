/** The typed client for programs, against a whole server. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiClient, type ApiClient } from '@educrowd/api-client';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { buildCourse, createTestDevice, type TestCourse } from '../testing/build-course.ts';
import { createPerson, createSchool, signIn } from '../testing/people.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const database = await createTestDatabase();
let server: TestServer;
let host: string;
let course: TestCourse;

beforeAll(async () => {
  server = await startTestServer(database);
  const owner = await createPerson(server);
  ({ host } = await createSchool(server, owner));
  const { token } = await signIn(server, owner, host);
  course = await buildCourse(createTestDevice(server, host, token));
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const clientOf = (token?: string): ApiClient =>
  createApiClient({
    origin: server.origin(host),
    ...(token !== undefined && { token }),
    // Names below localhost are found by browsers, not by Node.
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const { status, text } = await server.request(pathname + search, {
        host,
        method: request.method,
        headers: Object.fromEntries(request.headers),
        ...(request.body && { raw: await request.text() }),
      });
      return new Response(text, { status, headers: { 'content-type': 'application/json' } });
    },
  });

test('its types are those of the description', async () => {
  const described = (await server.request('/api/v1/openapi.json')).json();
  const pathOf = (name: string) => fileURLToPath(import.meta.resolve(`@educrowd/api-client/${name}`));
  // In a process of its own: what prints the types leaves handles open.
  const printed = execFileSync(process.execPath, [pathOf('print-schema')], {
    input: JSON.stringify(described),
    encoding: 'utf8',
  });
  expect(printed, 'run npm run api:generate').toBe(await readFile(pathOf('schema'), 'utf8'));
});

test('a student finds a course, enrols and marks a lesson done', async () => {
  const { email, password } = await createPerson(server);
  const { data: signedIn } = await clientOf().POST('/auth/login', { body: { email, password } });
  const api = clientOf(signedIn?.data.token);
  const { data: catalogue } = await api.GET('/lms/courses', { params: { query: { q: 'Algebra' } } });
  expect(catalogue?.data.map(({ id }) => id)).toEqual([course.courseId]);
  const enrolled = await api.POST('/lms/enrollments', { body: { course_id: course.courseId } });
  expect(enrolled.response.status).toBe(200);
  const { response } = await api.POST('/lms/courses/{courseId}/lessons/{lessonId}/done', {
    params: { path: { courseId: course.courseId, lessonId: course.lessonIds[0] ?? '' } },
  });
  expect(response.status).toBe(200);
});

test('a refusal comes as an error with its code', async () => {
  const { data, error, response } = await clientOf().GET('/lms/enrollments');
  expect([data, response.status, error?.errors[0]?.code]).toEqual([undefined, 401, 'SIGN_IN']);
});
