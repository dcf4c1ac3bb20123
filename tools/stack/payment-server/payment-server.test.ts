import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startPaymentServer } from './start-payment-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'educrowd-payments-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = () => startPaymentServer({ port: 0, secretKey: 'sk_a', webhookSecret: 'wh_a', folder });

const order = {
  mode: 'payment',
  'line_items[0][quantity]': '1',
  'line_items[0][price_data][currency]': 'eur',
  'line_items[0][price_data][unit_amount]': '2500',
  'line_items[0][price_data][product_data][name]': 'A bed',
  success_url: 'http://localhost/back',
  cancel_url: 'http://localhost/back',
  expires_at: String(Math.floor(Date.now() / 1000) + 3_600),
};

test('payments are what they were when the server is started again, and keys are heeded', async () => {
  const create = (origin: string, fields: Record<string, string>, key = 'sk_a') =>
    fetch(`${origin}/v1/checkout/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'one' },
      body: new URLSearchParams(fields),
    });
  const first = await start();
  expect((await create(first.origin, order, 'sk_b')).status).toBe(401);
  const session = (await (await create(first.origin, order)).json()) as { id: string };
  const page = await fetch(`${first.origin}/pay/${session.id}`);
  expect(await page.text()).toContain('no real money');
  await first.stop();

  const second = await start();
  expect(await (await create(second.origin, order)).json()).toMatchObject({ id: session.id });
  expect((await create(second.origin, { ...order, mode: 'setup' })).status).toBe(400);
  const paid = await fetch(`${second.origin}/pay/${session.id}`, {
    method: 'POST',
    body: new URLSearchParams({ number: '4242 4242 4242 4242' }),
    redirect: 'manual',
  });
  expect(paid.headers.get('location')).toBe(order.success_url);
  expect(second.store.events.map((event) => event.type)).toContain('checkout.session.completed');
  await second.stop();
});
