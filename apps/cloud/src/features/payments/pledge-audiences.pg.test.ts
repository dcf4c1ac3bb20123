import { afterAll, expect, test } from 'vitest';
import { and, eq } from 'drizzle-orm';
import { pledges, type PledgeStatus } from '@educrowd/db/postgres/schema/payments';
import { notifications } from '@educrowd/db/postgres/schema/synced';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import { currencySchema } from '@educrowd/shared/primitives/money';
import { createPerson } from '../../testing/people.ts';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { noteEvent } from '../../platform/events.ts';
import { readTenant, withTenant, type TenantTx } from '../../platform/with-tenant.ts';

const database = await createTestDatabase();
const { paying, owner, school, live, close } = await openPayingSchool(database);
afterAll(close);
const { campaignId } = await live();

const inSchool = () => ({ tenantId: school.tenantId, userId: null, isSystem: true });
const write = <T>(work: (tx: TenantTx) => Promise<T>): Promise<T> =>
  withTenant(paying.server.ctx.door, inSchool(), work);

async function pledged(
  email: string,
  more: { userId?: string; status?: PledgeStatus } = {},
): Promise<string> {
  const id = newId();
  await write(async (tx) => {
    await tx.db.insert(pledges).values({
      tenantId: tx.tenantId,
      id,
      campaignId,
      campaignTitle: 'Garden',
      email,
      amountMinor: 2_500,
      currency: currencySchema.parse('EUR'),
      locale: 'en',
      status: 'collected',
      createdAt: tx.now.toISOString(),
      heldUntil: tx.now.toISOString(),
      ...more,
    });
  });
  return id;
}

const publishUpdate = (title: string): Promise<void> =>
  write((tx) =>
    noteEvent(tx, 'campaignUpdate.published', {
      campaignId,
      campaignTitle: 'Garden',
      updateId: newId(),
      title,
    }),
  );

const subjectsTo = async (email: string): Promise<string[]> =>
  (await must(paying.server.ctx.mailer.mailbox, 'mailbox').list(email)).map((mail) => mail.subject);

const toldOf = (userId: string, event: string) =>
  readTenant(paying.server.ctx.door, inSchool(), (tx) =>
    tx.db
      .select()
      .from(notifications)
      .where(
        and(
          eq(notifications.tenantId, tx.tenantId),
          eq(notifications.userId, userId),
          eq(notifications.event, event),
        ),
      ),
  );

test('an update reaches everybody whose pledge stands, once, until they have had enough', async () => {
  const backer = await createPerson(paying.server);
  await pledged(backer.email, { userId: backer.userId });
  await pledged('second-address@example.org', { userId: backer.userId });
  await pledged('second-address@example.org');
  await pledged('guest@example.org');
  await pledged('guest@example.org');
  await pledged('undecided@example.org', { status: 'pending' });

  await publishUpdate('Beds are built');
  const mail = await paying.server.mailTo('guest@example.org');
  expect(mail.subject).toBe('Garden: Beds are built');
  await paying.server.mailTo('second-address@example.org');
  expect(await toldOf(backer.userId, 'campaignUpdate.published')).toHaveLength(1);
  expect(await subjectsTo('guest@example.org')).toHaveLength(1);
  expect(await subjectsTo('second-address@example.org')).toHaveLength(1);
  expect(await subjectsTo('undecided@example.org')).toEqual([]);

  // As a mail reader does it: no cookies, no Origin, nothing asked.
  const stop = new URL(must(mail.oneClickStop, 'address that ends the mails'));
  const answer = await paying.server.request(stop.pathname + stop.search, {
    host: school.host,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(answer.status).toBe(200);
  await publishUpdate('Beds are planted');
  expect((await paying.server.mailTo('second-address@example.org')).subject).toBe('Garden: Beds are planted');
  expect(await subjectsTo('guest@example.org')).toEqual(['Garden: Beds are built']);
});

test('nobody is told of a pledge of their own', async () => {
  const tell = async (pledgeId: string): Promise<void> =>
    write((tx) =>
      noteEvent(tx, 'pledge.collected', {
        campaignId,
        campaignTitle: 'Garden',
        pledgeId,
        backerName: 'Somebody',
        amountMinor: 2_500,
        currency: 'EUR',
      }),
    );
  await tell(await pledged(owner.email, { userId: owner.userId }));
  const other = await pledged('other@example.org');
  await tell(other);
  await expect
    .poll(async () => (await toldOf(owner.userId, 'pledge.collected')).map((each) => each.data['pledgeId']), {
      timeout: 5_000,
    })
    .toEqual([other]);
});
