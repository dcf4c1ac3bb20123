/** How often mails about accounts may be asked for, and by whom. */
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createPerson } from '../../testing/people.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { startTestServer } from '../../testing/start-test-server.ts';

const database = await createTestDatabase();
const server = await startTestServer(database, { trustedProxies: ['127.0.0.1'] });
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const password = 'correct horse battery';
const home = '198.51.100.7';

const ask = (path: string, from: string, form: Record<string, string>) =>
  server.request(path, { form, headers: { 'x-forwarded-for': from } });
const askOften = async (times: number, ...[path, from, form]: Parameters<typeof ask>) => {
  const answers = [];
  for (let time = 0; time < times; time++) answers.push(await ask(path, from, form));
  return answers.map(({ status }) => status);
};

/** Mails with this subject that an address has got. */
async function mailsTo(email: string, subject: string): Promise<number> {
  await untilJobsAreDone(database);
  const mails = (await server.ctx.mailer.mailbox?.list(email)) ?? [];
  return mails.filter((mail) => mail.subject === subject).length;
}

test('nobody can keep another person from a new password by asking for it again and again', async () => {
  const { email } = await createPerson(server);
  expect(await askOften(6, '/forgot-password', '203.0.113.1', { email })).toEqual([
    303, 303, 303, 303, 303, 429,
  ]);
  expect((await ask('/forgot-password', home, { email })).status).toBe(303);
  expect(await mailsTo(email, 'Choose a new password')).toBe(6);
});

test('the networks of one customer count as one', async () => {
  const { email } = await createPerson(server);
  await askOften(5, '/forgot-password', '2001:db8:1:2::1', { email });
  expect((await ask('/forgot-password', '2001:db8:1:2::ffff', { email })).status).toBe(429);
});

test('many networks together send no more than twenty mails an hour, and are not told', async () => {
  const { email } = await createPerson(server);
  for (let network = 1; network <= 5; network++)
    expect(await askOften(5, '/forgot-password', `203.0.113.${network}`, { email })).toEqual(
      Array.from({ length: 5 }, () => 303),
    );
  expect(await mailsTo(email, 'Choose a new password')).toBe(20);
  // Another kind of mail is not used up.
  await ask('/sign-up', home, { email, name: 'Somebody', password });
  expect(await mailsTo(email, 'You already have an account')).toBe(1);
});

test('signing in with an address that is not confirmed sends as many mails as asking for them does', async () => {
  const email = 'waiting@example.org';
  await ask('/sign-up', home, { email, name: 'Wanda Waiting', password });
  expect(await askOften(2, '/check-mail', home, { email })).toEqual([303, 303]);
  const answers = [];
  for (let time = 0; time < 6; time++) answers.push(await ask('/sign-in', home, { email, password }));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect((await ask('/check-mail', home, { email })).status).toBe(429);
  // One of the sign-up, two that were asked for, and what is left of five.
  expect(await mailsTo(email, 'Confirm your address')).toBe(1 + 5);
  expect((await ask('/check-mail', '203.0.113.9', { email })).status).toBe(303);
  expect(await mailsTo(email, 'Confirm your address')).toBe(1 + 6);
});
