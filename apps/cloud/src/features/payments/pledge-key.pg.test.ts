/** The key to a pledge's page: in the link, in the browser, or both. Only one that opens the page counts. */
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { addMember, createPerson } from '../../testing/people.ts';
import { createVisitor } from '../../testing/visitor.ts';

const database = await createTestDatabase();
const { paying, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);

const COOKIE = 'pledge_key';
const wrong = 'x'.repeat(32);

test('a wrong key in the address neither shuts out nor replaces the one in the browser', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'ann@example.org' });
  const { visitor, pledgeId, key } = made;
  await visitor.open(`/pledges/${pledgeId}?key=${wrong}`);
  expect([visitor.page.status, visitor.cookies.get(COOKIE)]).toEqual([200, key]);
  expect(visitor.page.text).toContain(`/pledges/${pledgeId}/cancel?key=${key}`);
  expect(visitor.page.text).not.toContain(wrong);
  await visitor.open(`/pledges/${pledgeId}/return?key=${wrong}`);
  expect([visitor.page.status, visitor.path]).toEqual([200, `/pledges/${pledgeId}?key=${key}`]);
  await visitor.post(`/pledges/${pledgeId}/cancel?key=${wrong}`, {});
  expect(visitor.text).toContain('This pledge is cancelled');
});

test('a key that opens the page is kept, also in the place of one that does not', async () => {
  const { campaignId } = await live();
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: 'bob@example.org' });
  const address = `/pledges/${made.pledgeId}`;
  const answer = await paying.server.request(`${address}?key=${made.key}`, {
    host: school.host,
    headers: { cookie: `${COOKIE}=${wrong}` },
  });
  expect([answer.status, answer.headers['set-cookie']?.[0]]).toEqual([
    200,
    expect.stringContaining(`${COOKIE}=${made.key}; `),
  ]);
  const stranger = await paying.server.request(`${address}?key=${wrong}`, {
    host: school.host,
    headers: { cookie: `${COOKIE}=${wrong}` },
  });
  expect([stranger.status, stranger.headers['set-cookie']]).toEqual([404, undefined]);
});

test('whoever has signed in opens their pledge with any key, and keeps none that is wrong', async () => {
  const { campaignId } = await live();
  const person = await createPerson(paying.server, { email: 'cat@example.org' });
  await addMember(paying.server, school, person);
  const made = await backers.pledge(campaignId, { reward: '', amount: '25', email: person.email });
  const visitor = createVisitor(paying.server, school.host);
  await visitor.post('/sign-in', { email: person.email, password: person.password });
  await visitor.open(`/pledges/${made.pledgeId}?key=${wrong}`);
  expect(visitor.text).toContain('Not paid yet');
  expect([visitor.cookies.get(COOKIE), visitor.page.text.includes(wrong)]).toEqual([undefined, false]);
  await visitor.open(`/pledges/${made.pledgeId}?key=${made.key}`);
  expect(visitor.cookies.get(COOKIE)).toBe(made.key);
});
