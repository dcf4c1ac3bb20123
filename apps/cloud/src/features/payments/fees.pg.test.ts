/** What the payment provider keeps for itself, and that it never stands in the way of the payment. */
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { must } from '@educrowd/shared/primitives/assert';
import { currencySchema } from '@educrowd/shared/primitives/money';
import { testCards } from '../../../../../tools/stack/payment-server/test-cards.ts';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { verifyLedger } from './verify-ledger.ts';

const database = await createTestDatabase();
const { paying, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);

const { admin } = database;
const { desk, store, delivery } = paying.payments;
const context = { tenantId: school.tenantId, userId: null, isSystem: true };

/** A pledge over 2510 of the currency, to be paid. */
async function pledgeIn(currency: string) {
  const { campaignId } = await live({ campaign: { currency: currencySchema.parse(currency) } });
  return backers.pledge(campaignId, { reward: '', amount: '2510', email: 'ada@example.org' });
}

/** What was entered of the pledge, and what stands on an account after it. */
async function enteredOf(pledgeId: string): Promise<unknown[]> {
  await untilJobsAreDone(database);
  const { problems } = await readTenant(paying.server.ctx.door, context, verifyLedger);
  expect(problems).toEqual([]);
  const rows = await admin`
    select kind, minor::int as minor, currency from ledger_entry join ledger_line using (tenant_id, seq)
    where pledge_id = ${pledgeId} and account in ('backerReceivable', 'processorFee') order by seq`;
  return rows.map(({ kind, minor, currency }) => [kind, minor, currency]);
}

test.for([
  // 73.09, as the provider counts it.
  ['ISK', 2_510, 73],
  ['UGX', 2_510, 73],
  ['JPY', 2_510, 103],
  ['MGA', 251_000, 10_300],
] as const)(
  'a pledge in %s counts; what the provider has kept is rounded',
  async ([currency, minor, fee]) => {
    const made = await pledgeIn(currency);
    await made.pay('4242424242424242');
    expect(made.visitor.text).toContain('Thank you. Your pledge has arrived');
    expect(await enteredOf(made.pledgeId)).toEqual([
      ['capture', minor, currency],
      ['processorFee', -fee, currency],
    ]);
  },
);

test('a fee that cannot be read is told to the log and left out; it is entered once it can be', async () => {
  const made = await pledgeIn('EUR');
  const session = desk.findSession(made.sessionId);
  delivery.hold();
  desk.pay(session, testCards[0]);
  const charge = must(desk.findPayment(must(session.paymentId, 'payment')).charges[0], 'charge');
  const { fee } = charge;
  Object.assign(charge, { fee: 10 ** 20 });
  await made.visitor.open(`/pledges/${made.pledgeId}/return`);
  expect(made.visitor.text).toContain('Thank you. Your pledge has arrived');
  expect(await enteredOf(made.pledgeId)).toEqual([['capture', 251_000, 'EUR']]);
  expect(paying.server.log.map(({ msg }) => msg)).toContain('the fee of a payment cannot be read');
  Object.assign(charge, { fee });
  await delivery.release();
  expect(store.events.every((event) => event.isDelivered)).toBe(true);
  expect(await enteredOf(made.pledgeId)).toEqual([
    ['capture', 251_000, 'EUR'],
    ['processorFee', -fee, 'EUR'],
  ]);
});
