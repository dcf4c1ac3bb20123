/** People who pledge over the pages and pay at the local payment server. */
import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { must } from '@educrowd/shared/primitives/assert';
import type { Answer } from './start-test-server.ts';
import type { PayingServer } from './start-paying-server.ts';
import { createVisitor, type Visitor } from './visitor.ts';

export interface MadePledge {
  readonly pledgeId: string;
  readonly key: string;
  readonly sessionId: string;
  /** In which the pledge was made. */
  readonly visitor: Visitor;
  /** The words of the provider's page. */
  readonly providerPage: string;
  /** Enters a card and comes back when it is accepted; else what the provider's page says. */
  pay(card: string): Promise<string>;
  /** From the pledge's page; the provider's session that it leads to. */
  tryAgain(): Promise<string>;
}

type PledgeForm = Readonly<Record<string, string>>;

export interface Backers {
  pledge(campaignId: string, form: PledgeForm): Promise<MadePledge>;
  /** The answer to the last form, whatever it is. */
  tryToPledge(campaignId: string, form: PledgeForm, visitor?: Visitor): Promise<Answer>;
  /** Posts an event; the status of the answer. */
  webhook(body: string, signed: { readonly secret?: string; readonly at?: number }): Promise<number>;
}

export function createBackers({ server, payments }: PayingServer, host: string): Backers {
  const sessionOf = (answer: Answer): string =>
    must(/\/pay\/(.+)$/.exec(answer.headers.location ?? '')?.[1], `session in: ${answer.text}`);

  const tryToPledge: Backers['tryToPledge'] = async (campaignId, form) =>
    server.request(`/campaigns/${campaignId}/pledge`, {
      host,
      form: { name: '', consent: 'yes', requestKey: crypto.randomUUID(), ...form },
    });

  return {
    tryToPledge,
    async pledge(campaignId, form) {
      const answer = await tryToPledge(campaignId, form);
      expect(answer.status, answer.text).toBe(303);
      const cookie = must(
        (answer.headers['set-cookie'] ?? []).find((line) => line.startsWith('pledge_key=')),
        'key of the pledge',
      );
      const [, key = '', pledgeId = ''] = /^pledge_key=([^;]+);.*Path=\/pledges\/([^;]+)/i.exec(cookie) ?? [];
      const visitor = createVisitor(server, host);
      await visitor.open(`/pledges/${pledgeId}?key=${key}`);
      const sessionId = sessionOf(answer);
      const address = `${payments.origin}/pay/${sessionId}`;
      return {
        pledgeId,
        key,
        sessionId,
        visitor,
        providerPage: await (await fetch(address)).text(),
        async pay(number) {
          const paid = await fetch(address, {
            method: 'POST',
            body: new URLSearchParams({ number }),
            redirect: 'manual',
          });
          const back = paid.headers.get('location');
          if (back === null) return paid.text();
          await visitor.open(new URL(back).pathname);
          return visitor.text;
        },
        async tryAgain() {
          const cookies = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
          const again = await server.request(`/pledges/${pledgeId}/pay?key=${key}`, {
            host,
            form: {},
            headers: { cookie: cookies },
          });
          return sessionOf(again);
        },
      };
    },
    async webhook(body, { secret = payments.webhookSecret, at = Math.floor(Date.now() / 1000) }) {
      const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
      const answer = await server.request('/api/payments/stripe/webhook', {
        method: 'POST',
        headers: { 'stripe-signature': `t=${at},v1=${signature}`, 'content-type': 'application/json' },
        raw: body,
      });
      return answer.status;
    },
  };
}
