import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { buildCourse, createTestDevice, type TestCourse } from '../../testing/build-course.ts';
import { createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor, type Visitor } from '../../testing/visitor.ts';
import { createStopKey, readStopKey } from './stop-key.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let host: string;
let tenantId: string;
let owner: TestPerson;
let token: string;
let course: TestCourse;

beforeAll(async () => {
  owner = await createPerson(server);
  ({ host, tenantId } = await createSchool(server, owner));
  ({ token } = await signIn(server, owner, host));
  course = await buildCourse(createTestDevice(server, host, token));
});

async function signedIn(person: TestPerson): Promise<Visitor> {
  return createVisitor(server, host).post('/sign-in', { email: person.email, password: person.password });
}

async function enrolSomebody(name: string): Promise<Visitor> {
  const visitor = await signedIn(await createPerson(server, { name }));
  await visitor.post(`/courses/${course.courseId}/enrol`, {});
  return visitor;
}

interface ListedNotification {
  readonly id: string;
  readonly title: string;
  readonly read_at: string | null;
}
const rest = (path: string, bearer = token, json?: unknown) =>
  server.request(`/api/v1/notifications${path}`, {
    host,
    headers: { authorization: `Bearer ${bearer}` },
    ...(json === undefined ? {} : { json }),
  });
const listed = async (path = ''): Promise<ListedNotification[]> =>
  ((await rest(path)).json() as { data: ListedNotification[] }).data;

/** Opens a stream and collects what it says. */
function listen(cookies: ReadonlyMap<string, string>) {
  const said: string[] = [];
  const ended = Promise.withResolvers<void>();
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const call = request(
    {
      host: '127.0.0.1',
      port: server.port,
      path: '/api/notifications/stream',
      headers: { host: new URL(server.origin(host)).host, cookie },
      agent: false,
    },
    (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => said.push(chunk));
      response.on('end', () => ended.resolve());
      response.on('error', () => ended.resolve());
    },
  );
  call.on('error', () => ended.resolve());
  call.end();
  return { said: () => said.join(''), ended: ended.promise, close: () => call.destroy() };
}

describe('a bell', () => {
  test('rings on an open page, for its person alone, and falls silent with the session', async () => {
    const teacher = await signedIn(owner);
    const stranger = await signedIn(await createPerson(server));
    const [heard, overheard] = [listen(teacher.cookies), listen(stranger.cookies)];
    await expect.poll(heard.said).toContain('"unread":0');
    await expect.poll(overheard.said).toContain('"unread":0');
    await enrolSomebody('Lina');
    await expect.poll(heard.said, { timeout: 5_000 }).toContain('"unread":1');
    expect(overheard.said()).not.toContain('"unread":1');
    await teacher.post('/sign-out', {});
    await heard.ended;
    overheard.close();
  });

  test('needs somebody who has signed in', async () => {
    expect((await server.request('/api/notifications/stream', { host })).status).toBe(401);
    expect((await createVisitor(server, host).open('/courses')).page.text).not.toContain('data-bell');
  });
});

test('pages list what happened, lead to it, and mark it as read, without scripts', async () => {
  await enrolSomebody('Mara <b>');
  await expect.poll(async () => (await listed('?unread=true')).length, { timeout: 5_000 }).toBe(2);
  const teacher = await signedIn(owner);
  await teacher.open('/notifications');
  expect(teacher.text).toContain('Unread: Mara &lt;b&gt; enrolled Course: Algebra');
  expect(teacher.page.text).toContain('data-bell="2"');
  const [newest] = await listed();
  await teacher.open(`/notifications/${newest!.id}`);
  expect(teacher.path).toBe(`/courses/${course.courseId}`);
  expect(teacher.page.text).toContain('data-bell="1"');
  await teacher.open('/notifications');
  const until = /name="until" value="([^"]+)"/.exec(teacher.page.text)![1]!;
  await enrolSomebody('Later');
  await expect.poll(async () => (await listed()).length, { timeout: 5_000 }).toBe(3);
  await teacher.post('/notifications/read', { until });
  // What came after the page was made was not seen on it.
  expect(await listed('?unread=true')).toMatchObject([{ title: 'Later enrolled' }]);
});

test('over REST, those of others do not exist', async () => {
  const other = (await signIn(server, await createPerson(server), host)).token;
  const [own] = await listed('?unread=true');
  const foreign = await rest('/read', other, { ids: [own!.id] });
  const absent = await rest('/read', other, { ids: [newId()] });
  expect([foreign.status, absent.status]).toEqual([404, 404]);
  expect(foreign.text).toBe(absent.text);
  expect((await rest('', other)).json()).toMatchObject({ data: [], meta: { total: 0 } });
  expect((await rest('/read', token, { ids: [own!.id] })).json()).toMatchObject({ data: { unread: 0 } });
  expect((await rest('/read', token, { ids: [] })).status).toBe(400);
});

describe('mails', () => {
  test('come as the person has chosen', async () => {
    const teacher = await signedIn(owner);
    await teacher.post('/account/notifications', { 'course.enrolled': 'on' });
    expect(teacher.text).toContain('Your choice is saved.');
    await enrolSomebody('Nora');
    const mail = await server.mailTo(owner.email);
    expect(mail.subject).toBe('Nora enrolled');
    expect(mail.text).toContain(`${server.origin(host)}/account/notifications`);
  });

  test('about a campaign are ended by the key of a mail, for that address in that school alone', async () => {
    const { secret } = server.ctx.settings;
    const stop = { tenantId, campaignId: newId(), email: 'backer@example.org' };
    const key = createStopKey(secret, stop);
    expect(readStopKey(secret, tenantId, key)).toEqual(stop);
    expect(readStopKey(secret, newId(), key)).toBeNull();
    expect(readStopKey(secret, tenantId, `${key}x`)).toBeNull();
    const visitor = createVisitor(server, host);
    expect((await visitor.open(`/stop-mails?key=${key}`)).text).toContain('backer@example.org');
    expect((await visitor.open('/stop-mails?key=made-up.key')).page.status).toBe(400);
  });
});
