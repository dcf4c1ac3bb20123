/** Who sees the money of a school, that its sums add up, and that the ledger comes as a table that does nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { currencySchema } from '@educrowd/shared/primitives/money';
import type { Role } from '@educrowd/shared/permissions/roles';
import { createBackers } from '../../testing/backers.ts';
import { addMember, createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { buildLiveCampaign, startPayingServer } from '../../testing/start-paying-server.ts';
import type { Provisioned } from '../tenancy/index.ts';

const database = await createTestDatabase();
const paying = await startPayingServer(database);
const { server } = paying;
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

let owner: TestPerson;
let school: Provisioned;
let other: Provisioned;
const TITLE = '=HYPERLINK("https://evil.example","A roof, ""new""")';

beforeAll(async () => {
  owner = await createPerson(server);
  school = await createSchool(server, owner);
  other = await createSchool(server, owner);
  const { campaignId } = await buildLiveCampaign(server, school.tenantId);
  await database.admin`update campaigns set title = ${TITLE} where tenant_id = ${school.tenantId}`;
  for (const [email, amount] of [
    ['ada@example.org', '25'],
    ['ben@example.org', '10.01'],
  ] as const) {
    const pledge = await createBackers(paying, school.host).pledge(campaignId, { reward: '', amount, email });
    await pledge.pay('4242424242424242');
  }
  await untilJobsAreDone(database);
});

const get = async (path: string, person: TestPerson | null, host = school.host) => {
  const bearer = person && (await signIn(server, person, host)).token;
  return server.request(path, {
    host,
    headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
  });
};

async function withRole(role: Role): Promise<TestPerson> {
  const person = await createPerson(server);
  await addMember(server, school, { ...person, roles: [role] });
  return person;
}

const amounts = (html: string): string[] =>
  [...html.matchAll(/<dd[^>]*>([^<]+)<\/dd>/g)].map(([, text]) => String(text));

test('what is left for a campaign is what was collected without the fees', async () => {
  const page = (await get('/admin/finance', owner)).text;
  const [collected, back, platform, processor, rest] = amounts(page).map((text) =>
    Math.round(Number(text.replace(/[^\d.]/g, '')) * 100),
  ) as [number, number, number, number, number];
  expect([collected, back, platform]).toEqual([3501, 0, 125 + 50]);
  expect(processor).toBeGreaterThan(0);
  expect(rest).toBe(collected - back - platform - processor);
  // One campaign: its sums are those of all.
  expect(amounts(page).slice(5)).toEqual(amounts(page).slice(0, 5));
});

test('campaigns come page by page, the sums of all of them with each', async () => {
  const large = await createSchool(server, owner);
  const collectIn = async (code: string, amount: string): Promise<void> => {
    const campaign = { currency: currencySchema.parse(code), title: `In ${code}` };
    const { campaignId } = await buildLiveCampaign(server, large.tenantId, { campaign });
    const form = { reward: '', amount, email: 'cyd@example.org' };
    await (await createBackers(paying, large.host).pledge(campaignId, form)).pay('4242424242424242');
  };
  await collectIn('JPY', '500');
  for (let count = 0; count < 20; count++) await collectIn('EUR', '5');
  await untilJobsAreDone(database);
  const read = async (query: string) => {
    const { text } = await get(`/admin/finance${query}`, owner, large.host);
    const collected = amounts(text).filter((_, index) => index % 5 === 0);
    return { text, collected };
  };
  const sums = ['€100.00', '¥500'];
  const first = await read('');
  expect(first.collected).toEqual([...sums, ...Array.from({ length: 20 }, () => '€5.00')]);
  expect(first.text).toContain('href="/admin/finance?page=2"');
  expect((await read('?page=2')).collected).toEqual([...sums, '¥500']);
  const beyond = await read('?page=9');
  expect([beyond.collected, beyond.text]).toEqual([sums, expect.stringContaining('There is no page 9.')]);
  expect((await read('?page=nonsense')).collected).toEqual(first.collected);
});

test('the ledger is a table whose lines sum to zero, and a title in it is no formula', async () => {
  const answer = await get('/admin/finance/ledger.csv', owner);
  expect(answer.headers['content-disposition']).toContain('attachment');
  const [head, ...rows] = answer.text.trimEnd().split('\r\n');
  expect(head).toBe('entry,at,kind,campaign,campaign_id,pledge_id,account,amount,currency');
  expect(rows.length).toBeGreaterThan(6);
  const sum = rows.reduce((total, row) => total + Math.round(Number(row.split(',').at(-2)) * 100), 0);
  expect(sum).toBe(0);
  const quoted = `"'${TITLE.replaceAll('"', '""')}"`;
  expect(rows.filter((row) => !row.includes(`,${quoted},`))).toEqual([]);

  await database.admin`update campaigns set title = 'A roof' where tenant_id = ${school.tenantId}`;
  const [, ...plain] = (await get('/admin/finance/ledger.csv', owner)).text.trimEnd().split('\r\n');
  expect(plain.filter((row) => !row.includes(',"A roof",'))).toEqual([]);
});

test('sums are for those who look after the money, single entries for fewer, and nothing for others', async () => {
  const statuses = async (person: TestPerson | null) => [
    (await get('/admin/finance', person)).status,
    (await get('/admin/finance/ledger.csv', person)).status,
  ];
  expect(await statuses(await withRole('financeViewer'))).toEqual([200, 200]);
  const statistician = await withRole('financeStatisticsViewer');
  expect(await statuses(statistician)).toEqual([200, 403]);
  expect((await get('/admin/finance', statistician)).text).not.toContain('ledger.csv');
  expect(await statuses(await withRole('campaignManager'))).toEqual([403, 403]);
  for (const status of await statuses(null)) expect(status).not.toBe(200);
});

test('another school of the same owner shows none of it', async () => {
  expect(amounts((await get('/admin/finance', owner, other.host)).text)).toEqual([]);
  const csv = (await get('/admin/finance/ledger.csv', owner, other.host)).text;
  expect(csv.trimEnd().split('\r\n')).toHaveLength(1);
});
