/** A whole server with the local payment server beside it, and a launched campaign to pledge to. */
import { randomBytes } from 'node:crypto';
import type { RoleUrls } from '@educrowd/db/postgres/provision-database';
import type { Campaign } from '@educrowd/shared/campaigns/campaign.entity';
import type { Reward } from '@educrowd/shared/campaigns/reward.entity';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import { completeRow } from '@educrowd/shared/entity/define-entity';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import {
  startPaymentServer,
  type PaymentServer,
} from '../../../../tools/stack/payment-server/start-payment-server.ts';
import type { Config } from '../config/config.ts';
import { writeRows } from '../platform/synced-rows.ts';
import { withTenant } from '../platform/with-tenant.ts';
import { startTestServer, type TestServer } from './start-test-server.ts';

export interface PayingServer {
  readonly server: TestServer;
  readonly payments: PaymentServer;
  stop(): Promise<void>;
}

const WEBHOOK_PATH = '/api/payments/stripe/webhook';

export async function startPayingServer(
  database: { readonly urls: RoleUrls },
  overrides: Partial<Config> = {},
): Promise<PayingServer> {
  const secret = (prefix: string): string => `${prefix}_${randomBytes(16).toString('hex')}`;
  const payments = await startPaymentServer({
    port: 0,
    secretKey: secret('sk_test'),
    webhookSecret: secret('whsec'),
  });
  const { secretKey, webhookSecret, origin } = payments;
  const server = await startTestServer(database, {
    payments: { secretKey, webhookSecret, apiUrl: new URL(origin), pageOrigin: origin },
    ...overrides,
  });
  payments.delivery.deliverTo(`${server.origin()}${WEBHOOK_PATH}`);
  return {
    server,
    payments,
    async stop() {
      await payments.stop();
      await server.stop();
    },
  };
}

const DAY_MS = 24 * 60 * 60_000;

/** A live campaign with rewards, written the way that the launch leaves it. */
export async function buildLiveCampaign(
  server: TestServer,
  tenantId: string,
  given: { campaign?: Partial<Campaign>; rewards?: readonly Partial<Reward>[] } = {},
): Promise<{ readonly campaignId: string; readonly rewardIds: readonly string[] }> {
  const campaignId = newId<'Campaign'>();
  const rewards = given.rewards ?? [];
  const rewardIds = rewards.map(() => newId<'Reward'>());
  await withTenant(server.ctx.door, { tenantId, userId: null, isSystem: true }, async (tx) => {
    const write = (name: SyncedEntityName, row: JsonObject) => {
      const entity = entityNamed(name);
      const after = { ...completeRow(entity, row, tx.now.toISOString()), ...row };
      return { entity, before: null, after, authors: {} };
    };
    await writeRows(tx, [
      write('Campaign', {
        id: campaignId,
        title: 'A garden for everyone',
        summary: 'Beds, tools and water for the school garden.',
        currency: 'EUR',
        goalMinor: 500_000,
        deadline: new Date(tx.now.getTime() + 30 * DAY_MS).toISOString(),
        status: 'live',
        launchedAt: tx.now.toISOString(),
        ...given.campaign,
      }),
      ...rewards.map((reward, index) =>
        write('Reward', {
          id: rewardIds[index] ?? '',
          campaignId,
          title: `Reward ${index + 1}`,
          amountMinor: 2_500,
          position: `a${index}`,
          ...reward,
        }),
      ),
    ]);
  });
  return { campaignId, rewardIds };
}
