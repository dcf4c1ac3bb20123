import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { createPerson, createSchool } from '../../testing/people.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor, type Visitor } from '../../testing/visitor.ts';
import type { Provisioned } from '../tenancy/index.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

let school: Provisioned;
beforeAll(async () => {
  const owner = await createPerson(server, { name: 'Olga Owner' });
  school = await createSchool(server, owner, { slug: 'northfield', name: 'Northfield School' });
});

const linkIn = (text: string): URL => new URL(must(/https?:\S+/.exec(text)?.[0], 'link'));
const openLink = (link: URL): string => link.pathname + link.search;
const password = 'correct horse battery';

describe('who wanted to go somewhere gets there', () => {
  const course = '/courses/0198c7a2-0000-7000-8000-000000000001';
  /** The address of the link that hands something on. */
  const linked = (visitor: Visitor, path: string): string =>
    must(new RegExp(`href="(${path}\\?[^"]*)"`).exec(visitor.page.text)?.[1], path).replaceAll('&amp;', '&');
  const hidden = (visitor: Visitor) => ({
    next: must(/name="next" value="([^"]*)"/.exec(visitor.page.text)?.[1], 'next'),
  });

  test('through signing up, whatever browser opens the mail', async () => {
    const email = 'newcomer@example.org';
    const first = await createVisitor(server, school.host).open(
      `/sign-in?next=${encodeURIComponent(course)}`,
    );
    await first.open(linked(first, '/sign-up'));
    await first.post('/sign-up', { ...hidden(first), name: '', email, password });
    expect(first.page.status).toBe(400);
    await first.post('/sign-up', { ...hidden(first), name: 'New Comer', email, password });
    const mail = await server.mailTo(email);
    expect(mail.text).not.toContain('courses');
    await first.post('/check-mail', { ...hidden(first), email });

    const again = await server.mailTo(email);
    for (const text of [mail.text, again.text]) {
      const other = await createVisitor(server, school.host).open(openLink(linkIn(text)));
      await other.open(linked(other, '/sign-in'));
      await other.post('/sign-in', { ...hidden(other), email, password });
      expect(other.path).toBe(course);
    }
  });

  test('with an account that they had forgotten, and through a new password', async () => {
    const person = await createPerson(server, { host: school.host });
    const visitor = createVisitor(server, school.host);
    await visitor.post('/sign-up', { name: 'Again', email: person.email, password, next: course });
    await visitor.open(openLink(linkIn((await server.mailTo(person.email)).text)));
    await visitor.open(linked(visitor, '/forgot-password'));
    await visitor.post('/forgot-password', { ...hidden(visitor), email: person.email });
    const link = linkIn((await server.mailTo(person.email)).text);
    const other = await createVisitor(server, school.host).open(openLink(link));
    const token = must(link.searchParams.get('token'), 'token');
    await other.post('/reset-password', { ...hidden(other), token, password: 'short' });
    await other.post('/reset-password', { ...hidden(other), token, password });
    await other.post('/sign-in', { ...hidden(other), email: person.email, password });
    expect(other.path).toBe(course);
  });

  test('and nobody is led to another address', async () => {
    const visitor = createVisitor(server, school.host);
    const next = 'https://evil.example.org/';
    const email = 'led-astray@example.org';
    await visitor.post('/sign-up', { name: 'Led', email, password, next });
    const { text } = await server.mailTo(email);
    expect(linkIn(text).searchParams.has('onward')).toBe(false);
    for (const onward of ['x', Buffer.from(next).toString('base64url')]) {
      await visitor.open(`/sign-in?onward=${onward}`);
      expect(hidden(visitor)).toEqual({ next: '/' });
    }
  });
});
