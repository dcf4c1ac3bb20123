/** What the database itself holds: one writer, sums of zero, one school. And a server without a payment provider. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createBackers } from '../../testing/backers.ts';
import { createPerson, createSchool } from '../../testing/people.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import {
  buildLiveCampaign,
  startPayingServer,
  type PayingServer,
} from '../../testing/start-paying-server.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { verifyLedger } from './verify-ledger.ts';

const database = await createTestDatabase();
type Sql = typeof database.app;
let paying: PayingServer;
let school: Provisioned;
let other: Provisioned;
let paid: { campaignId: string; pledgeId: string };

beforeAll(async () => {
  paying = await startPayingServer(database);
  const owner = await createPerson(paying.server);
  school = await createSchool(paying.server, owner);
  other = await createSchool(paying.server, owner);
  const { campaignId } = await buildLiveCampaign(paying.server, school.tenantId);
  const made = await createBackers(paying, school.host).pledge(campaignId, {
    reward: '',
    amount: '25',
    email: 'ada@example.org',
  });
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  paid = { campaignId, pledgeId: made.pledgeId };
});
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

/** As the server's own role, in a school. */
const inSchool = (tenantId: string, work: (sql: Sql) => Promise<unknown>): Promise<unknown> =>
  database.app.begin(async (sql) => {
    await sql`select enter_tenant(${tenantId}::uuid)`;
    return work(sql as unknown as Sql);
  });

const post = (sql: Sql, minors: readonly number[]) => {
  const lines = minors.map((minor) => ({ account: 'campaignFunds', minor, currency: 'EUR' }));
  return sql`select post_ledger_entry('capture pi_x', 'capture', ${paid.campaignId}::uuid, ${paid.pledgeId}::uuid, now(),
    ${JSON.stringify(lines)}::text::jsonb)`;
};

test('nobody but its function writes the ledger', async () => {
  const statements: readonly ((sql: Sql) => Promise<unknown>)[] = [
    (sql) => sql`update ledger_line set minor = 1 where tenant_id = ${school.tenantId}`,
    (sql) => sql`delete from ledger_entry where tenant_id = ${school.tenantId}`,
    (sql) => sql`update ledger_head set seq = 0 where tenant_id = ${school.tenantId}`,
    (sql) => sql`insert into ledger_line (tenant_id, seq, line, account, campaign_id, minor, currency)
      values (${school.tenantId}, 1, 9, 'payout', ${paid.campaignId}, 1, 'EUR')`,
  ];
  for (const statement of statements)
    await expect(inSchool(school.tenantId, statement)).rejects.toThrow(/permission denied/);
});

test('an entry sums to zero, in a school that there is, about a pledge of that school', async () => {
  for (const minors of [[100, -99], [100], []])
    await expect(inSchool(school.tenantId, (sql) => post(sql, minors))).rejects.toThrow(/must sum to zero/);
  await expect(post(database.app, [100, -100])).rejects.toThrow(/needs a tenant/);
  await expect(inSchool(other.tenantId, (sql) => post(sql, [100, -100]))).rejects.toThrow(/foreign key/);
});

test('another school sees nothing of it', async () => {
  const tables = [
    'pledge',
    'pledge_key',
    'payment_attempt',
    'provider_event',
    'ledger_entry',
    'ledger_line',
    'pledge_records',
  ];
  for (const table of tables) {
    const seen = await inSchool(other.tenantId, (sql) => sql`select from ${sql(table)}`);
    const own = await inSchool(school.tenantId, (sql) => sql`select from ${sql(table)}`);
    expect([table, (seen as unknown[]).length, (own as unknown[]).length > 0]).toEqual([table, 0, true]);
  }
});

test('an entry that is changed beside what was hashed of it is found, column by column', async () => {
  const problems = async () => {
    const context = { tenantId: school.tenantId, userId: null, isSystem: true };
    return (await readTenant(paying.server.ctx.door, context, verifyLedger)).problems;
  };
  expect(await problems()).toEqual([]);
  const [entry] = await database.admin`
    select key, kind, campaign_id, pledge_id, at from ledger_entry where tenant_id = ${school.tenantId} and seq = 1`;
  const forged = {
    key: 'capture other',
    kind: 'processorFee',
    campaign_id: crypto.randomUUID(),
    pledge_id: crypto.randomUUID(),
    at: new Date(0),
  };
  for (const [column, value] of Object.entries(forged)) {
    const write = (written: unknown) =>
      database.admin.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`update ledger_entry set ${sql({ [column]: written })}
          where tenant_id = ${school.tenantId} and seq = 1`;
      });
    await write(value);
    expect([column, await problems()]).toEqual([
      column,
      expect.arrayContaining(['entry 1 is not the one that was hashed']),
    ]);
    await write(entry?.[column]);
  }
  expect(await problems()).toEqual([]);
});
