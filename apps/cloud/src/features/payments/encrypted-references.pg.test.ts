/** References to payments are encrypted with keys that change while people pledge. */
import { inspect } from 'node:util';
import { and, eq, getTableName } from 'drizzle-orm';
import { afterAll, expect, test, vi } from 'vitest';
import { dataKeys, encryptedTables } from '@educrowd/db/postgres/schema/keys';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { captureEntry } from '@educrowd/shared/payments/ledger';
import { asId } from '@educrowd/shared/primitives/id';
import { must } from '@educrowd/shared/primitives/assert';
import { currencySchema, money } from '@educrowd/shared/primitives/money';
import { syncedEntities } from '@educrowd/shared/synced-entities';
import { createMasterKeys } from '../../platform/encryption/master-keys.ts';
import { renewEverySchool } from '../../platform/encryption/renew-fields.ts';
import { rotateAllKeys } from '../../platform/encryption/rotate-keys.ts';
import { sealedFieldsOf } from '../../platform/encryption/sealed-rows.ts';
import { readTenant, withTenant } from '../../platform/with-tenant.ts';
import type { MadePledge } from '../../testing/backers.ts';
import { signIn } from '../../testing/people.ts';
import { paymentReferences } from '../../testing/payment-references.ts';
import { openPayingSchool } from '../../testing/paying-school.ts';
import { tablesWith } from '../../testing/search-database.ts';
import { startTestServer } from '../../testing/start-test-server.ts';
import { untilJobsAreDone } from '../../testing/settled.ts';
import { applyPayment } from './apply-payment.ts';
import { postEntry } from './ledger-store.ts';
import { schoolPlace } from './payments.ts';
import { findAttempt, updateAttempt } from './pledge-store.ts';
import { createStripeGateway } from './stripe-gateway.ts';
import { verifyLedger } from './verify-ledger.ts';

// A bound against hanging: many requests, on a machine that others use as well.
vi.setConfig({ testTimeout: 180_000 });

const database = await createTestDatabase();
const { paying, owner, school, backers, live, close } = await openPayingSchool(database);
afterAll(close);

const { admin } = database;
const { ctx } = paying.server;
const { door } = ctx;
const { tenantId } = school;
const context = { tenantId, userId: null, isSystem: true };
const { campaignId } = await live();
let backer = 0;
const pledge = (): Promise<MadePledge> =>
  backers.pledge(campaignId, { reward: '', amount: '25.00', email: `backer-${++backer}@example.org` });
const attemptOf = (pledgeId: string, number = 1) =>
  readTenant(door, context, async (tx) => must(await findAttempt(tx, pledgeId, number), 'attempt'));
const generations = async (): Promise<readonly number[]> =>
  (
    await admin<{ generation: number }[]>`
      select generation from data_key where tenant_id = ${tenantId} and purpose = 'field' order by 1`
  ).map(({ generation }) => generation);
async function renewed(): Promise<void> {
  await renewEverySchool(ctx);
  await untilJobsAreDone(database);
}

test('what was paid is read again, and nobody finds it in the database, the log or an export', async () => {
  const made = await pledge();
  await made.pay('4000000000000002');
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  const { paymentId } = paying.payments.desk.findSession(made.sessionId);
  paying.payments.desk.refund(must(paymentId, 'payment'), { amount: 1_000, metadata: {} });
  await expect
    .poll(() => paying.payments.store.events.every((event) => event.isDelivered), { timeout: 90_000 })
    .toBe(true);
  await untilJobsAreDone(database);

  expect(await attemptOf(made.pledgeId)).toMatchObject({
    checkoutId: made.sessionId,
    checkoutUrl: `${paying.payments.origin}/pay/${made.sessionId}`,
    paymentId,
    refundedMinor: 1_000,
  });
  const references = paymentReferences(paying.payments);
  expect(references).toEqual(expect.arrayContaining([made.sessionId, paymentId]));
  expect(references.filter((each) => each.startsWith('re_'))).toHaveLength(1);
  expect(await tablesWith(admin, references)).toEqual([]);
  expect(await tablesWith(admin, [made.pledgeId])).toContain('public.payment_attempt');
  const log = JSON.stringify(paying.server.log);
  const { token } = await signIn(paying.server, owner, school.host);
  const exported = await paying.server.request('/api/v1/audit/export', {
    host: school.host,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(exported.status, exported.text).toBe(200);
  expect(exported.text).toContain('capture ');
  for (const reference of references) {
    expect(log).not.toContain(reference);
    expect(exported.text).not.toContain(reference);
  }
});

/** As it stood in the database before anything was encrypted. */
async function asBefore({ pledgeId, sessionId }: MadePledge): Promise<void> {
  await admin`
    update payment_attempt set checkout_id = ${sessionId}, sealed_checkout_id = null, blind_checkout_id = null,
      checkout_url = ${`${paying.payments.origin}/pay/${sessionId}`}, sealed_checkout_url = null
    where pledge_id = ${pledgeId}`;
}

test('what is plain from before is read, and encrypted by the job, however many rows there are', async () => {
  const [first, made] = [await pledge(), await pledge()];
  await asBefore(first);
  await asBefore(made);
  await admin`
    insert into payment_attempt (tenant_id, pledge_id, attempt, state, created_at, expires_at, checkout_id, payment_id)
    select tenant_id, pledge_id, n, 'expired', created_at, expires_at, 'cs_old_' || n, 'pi_old_' || n
    from payment_attempt, generate_series(2, 450) as n where pledge_id = ${first.pledgeId} and attempt = 1`;
  expect(await attemptOf(made.pledgeId)).toMatchObject({ checkoutId: made.sessionId });
  await made.pay('4242424242424242');
  await untilJobsAreDone(database);
  expect((await attemptOf(made.pledgeId)).state).toBe('paid');

  await renewed();
  expect(await tablesWith(admin, ['_old_', first.sessionId, made.sessionId])).toEqual([]);
  expect(await attemptOf(first.pledgeId, 450)).toMatchObject({
    checkoutId: 'cs_old_450',
    paymentId: 'pi_old_450',
  });
  const [blind] = await admin`
    select count(distinct blind_checkout_id)::int as count from payment_attempt where pledge_id = ${first.pledgeId}`;
  expect(blind?.['count']).toBe(450);
});

test('what the payment provider complains of names no payment', async () => {
  const gateway = createStripeGateway(must(ctx.settings.payments, 'payment provider'), ctx.logger);
  const reference = { tenantId, pledgeId: tenantId, attempt: 1 };
  expect(await gateway.readReference('pi_nowhere')).toBeNull();
  for (const ask of [
    () => gateway.readCheckout('cs_nowhere'),
    () => gateway.refund('pi_nowhere', reference),
  ]) {
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(inspect(error, { depth: 10 })).toContain('The payment provider answered');
    expect(inspect(error, { depth: 10 })).not.toContain('nowhere');
  }
});

test('a payment that stands in the ledger under its own id is not entered again', async () => {
  const made = await pledge();
  const attempt = await attemptOf(made.pledgeId);
  const at = new Date();
  const amount = money(2_500, currencySchema.parse('EUR'));
  await withTenant(door, context, async (tx) => {
    const subject = { campaignId: asId<'Campaign'>(campaignId), pledgeId: made.pledgeId, at };
    await postEntry(tx, captureEntry(subject, 'pi_before', amount));
  });
  const place = await schoolPlace(ctx, tenantId);
  const payment = { paymentId: 'pi_before', paid: { amount, at }, decline: null, fee: null, refunds: [] };
  const snapshot = { state: 'paid' as const, ...payment };
  for (let times = 0; times < 2; times++)
    await withTenant(door, context, (tx) => applyPayment(tx, attempt, { snapshot, school: place }));
  const entered = await admin`select key from ledger_entry where pledge_id = ${made.pledgeId}`;
  expect(entered.map(({ key }) => String(key))).toEqual(['capture pi_before']);
  expect((await readTenant(door, context, verifyLedger)).problems).toEqual([]);
});

test('keys change while people pledge and look, and in the end one generation opens everything', async () => {
  const made: MadePledge[] = [await pledge(), await pledge()];
  const done = new AbortController();
  const pledging = async (): Promise<void> => {
    for (let count = 0; count < 2; count++) {
      const one = await pledge();
      made.push(one);
      await one.pay('4242424242424242');
    }
  };
  const looking = async (): Promise<number> => {
    let seen = 0;
    while (!done.signal.aborted)
      for (const { pledgeId, sessionId } of made) {
        expect((await attemptOf(pledgeId)).checkoutId).toBe(sessionId);
        seen++;
      }
    return seen;
  };
  const rotating = async (): Promise<void> => {
    for (let count = 0; count < 3; count++) {
      await rotateAllKeys(ctx);
      await untilJobsAreDone(database);
    }
  };
  const looks = looking();
  await Promise.all([pledging(), pledging(), rotating()]).finally(() => done.abort());
  expect(await looks).toBeGreaterThan(0);
  await untilJobsAreDone(database);
  await renewed();
  expect(await generations()).toHaveLength(1);
  expect((await generations())[0]).toBeGreaterThanOrEqual(4);
  for (const { pledgeId, sessionId } of made)
    expect(await attemptOf(pledgeId)).toMatchObject({ checkoutId: sessionId });
  expect((await readTenant(door, context, verifyLedger)).problems).toEqual([]);
});

test('a key is not destroyed under somebody who is about to write with it', async () => {
  const made = await pledge();
  const [before = 0] = await generations();
  const holding = Promise.withResolvers<void>();
  const rotated = Promise.withResolvers<void>();
  const writing = withTenant(door, context, async (tx) => {
    await tx.keys.forWriting();
    holding.resolve();
    await rotated.promise;
    await updateAttempt(tx, { pledgeId: made.pledgeId, attempt: 1 }, { paymentId: 'pi_late' });
  });
  await holding.promise;
  await rotateAllKeys(ctx);
  await expect
    // Until the job has brought everything else to the new key, and waits for this one.
    .poll(
      () => admin`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%data_key%'`,
      { timeout: 90_000 },
    )
    .toHaveLength(1);
  rotated.resolve();
  await writing;
  await untilJobsAreDone(database);
  expect(await generations()).toEqual([before, before + 1]);
  expect((await attemptOf(made.pledgeId)).paymentId).toBe('pi_late');
  await renewed();
  expect(await generations()).toEqual([before + 1]);
  expect((await attemptOf(made.pledgeId)).paymentId).toBe('pi_late');
});

test('keys that are made in what fails are not used afterwards', async () => {
  await withTenant(door, context, async (tx) => {
    await tx.db.delete(dataKeys).where(and(eq(dataKeys.tenantId, tenantId), eq(dataKeys.purpose, 'field')));
    await tx
      .savepoint(async (inner) => {
        await inner.keys.forWriting();
        throw new Error('fails');
      })
      .catch(() => undefined);
    expect(await tx.db.select().from(dataKeys).where(eq(dataKeys.purpose, 'field'))).toEqual([]);
    const first = await tx.keys.forWriting();
    const place = { table: 'payment_attempt', field: 'payment_id', row: ['x', '1'] };
    const sealed = first.seal(place, 'text');
    await tx.savepoint(async (inner) => {
      expect(await (await inner.keys.forReading()).open(place, sealed)).toBe('text');
    });
    throw new Error('nothing of this stays');
  }).catch((error: unknown) => expect(String(error)).toContain('nothing of this stays'));
});

test('a new master key takes over, and the old one is said to be free when nothing needs it', async () => {
  const made = await pledge();
  const [older] = [...door.masterKeys.byReference.keys()];
  const kept = (await generations()).length;
  const masterKeys = createMasterKeys([
    ['next', new Uint8Array(32).fill(9)],
    ['test', new Uint8Array(32).fill(7)],
  ]);
  const next = { ...ctx, door: { ...door, masterKeys } };
  const rotation = await rotateAllKeys(next, { isOnlyRewrapped: true });
  expect(rotation).toEqual({ schools: 1, rewrapped: kept + 1, unused: [older] });
  const opened = await readTenant(next.door, context, (tx) => findAttempt(tx, made.pledgeId, 1));
  expect(opened?.checkoutId).toBe(made.sessionId);
  expect(await rotateAllKeys(next, { isOnlyRewrapped: true })).toMatchObject({ rewrapped: 0, unused: [] });
  await expect(attemptOf(made.pledgeId)).rejects.toThrow(/The master key next\.\w+ is not in MASTER_KEYS/);
});

test('every table with a sealed column is known to the job', async () => {
  const found = await admin`
    select distinct table_name as name from information_schema.columns
    where table_schema = 'public' and column_name like 'sealed\\_%'`;
  expect(found.map(({ name }) => String(name))).toEqual(encryptedTables.map((table) => getTableName(table)));
});

test('a server does not start without the master keys that its database needs', async () => {
  const masterKeys = createMasterKeys([['test', new Uint8Array(32).fill(8)]]);
  await expect(startTestServer(database, { masterKeys })).rejects.toThrow(
    /MASTER_KEYS lacks keys under which this database is encrypted: next\.[0-9a-f]{16} /,
  );
});

test('nothing that is encrypted is synced to devices', () => {
  const encrypted = encryptedTables.flatMap((table) => sealedFieldsOf(table).map(({ key }) => key));
  expect(encrypted).toContain('paymentId');
  for (const entity of syncedEntities) {
    expect(encryptedTables.map((table) => getTableName(table))).not.toContain(entity.table);
    const fields = Object.keys(entity.fields);
    expect(fields.filter((field) => encrypted.includes(field) || /^(sealed|blind)[A-Z]/.test(field))).toEqual(
      [],
    );
  }
});
