import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createPerson } from '../../testing/people.ts';
import { saidAt } from '../../testing/shown-form.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { createVisitor } from '../../testing/visitor.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const refused = [
  ['!!! 😀😀', 'Use at least one letter or digit, and at most 120 characters.'],
  ['a'.repeat(121), 'Use at least one letter or digit, and at most 120 characters.'],
  ['', 'Enter your name.'],
  ['  ', 'Enter your name.'],
] as const;

test('a refused name stays in its field on the account page, and is said what it needs', async () => {
  const person = await createPerson(server, { name: 'Grace Hopper' });
  const visitor = await createVisitor(server, 'localhost').post('/sign-in', { ...person });
  for (const [name, said] of refused) {
    await visitor.post('/account/name', { name });
    expect(visitor.page.status).toBe(400);
    expect(visitor.page.text).toContain(`value="${name}"`);
    expect(visitor.page.text).not.toContain('value="Grace Hopper"');
    expect(saidAt(visitor, 'name')).toBe(said);
  }
  await visitor.post('/account/password', {
    currentPassword: 'not the password',
    newPassword: 'long enough',
  });
  expect(visitor.page.text).toContain('value="Grace Hopper"');
});

test('and at the sign-up', async () => {
  for (const [name, said] of refused) {
    const visitor = createVisitor(server, 'localhost');
    await visitor.post('/sign-up', { name, email: 'grace@example.org', password: 'long enough' });
    expect(visitor.page.text).toContain(`value="${name}"`);
    expect(saidAt(visitor, 'name')).toBe(said);
  }
});
