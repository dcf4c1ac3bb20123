/** The manager's devices show who pledged, the totals and what happened; the ledger holds to the last cent. */
import { createDatabase } from '../../../apps/cloud/src/platform/database.ts';
import { readTenant } from '../../../apps/cloud/src/platform/with-tenant.ts';
import { verifyLedger } from '../../../apps/cloud/src/features/payments/verify-ledger.ts';
import { testMasterKeys } from '../../../apps/cloud/src/testing/test-master-keys.ts';
import type { Device } from '../../support/engine-driver.ts';
import { syncAll, waitUntil } from '../../support/waits.ts';
import { createVisitor } from '../../../tools/stack/visitor.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';
import type { Pledged } from './pledge.ts';

export async function hearOfPledges(
  { stack }: Story,
  { device, school }: Cast,
  {
    campaignId,
    second,
    pledged,
  }: { readonly campaignId: string; readonly second: Device; readonly pledged: Pledged },
): Promise<StepResult<null>> {
  const devices = [device, second];
  // The second device is the owner's, who sees the campaign and does not run it.
  const missingOn = async (all: readonly Device[]): Promise<string[]> => [
    ...(await Promise.all(all.map((each) => notShown(each, campaignId, pledged)))).flat(),
    ...(await notTold(device, pledged)),
  ];
  await waitUntil('both devices show the pledges', async () => {
    await syncAll(devices);
    const missing = await missingOn(devices);
    return missing.length === 0 ? { done: true } : { seen: missing.join('\n') };
  });
  await stack.stopCloud();
  const offline = await missingOn(devices);
  await stack.startCloud();
  const { entries, balances, problems } = await ledgerOf(
    stack.database.urls.appUrl,
    school.owner.access.token,
    school.origin,
  );
  const page = await createVisitor().get(`${school.origin}/campaigns/${campaignId}`);
  demand([
    ...offline.map((problem) => `Without a network: ${problem}`),
    ...problems.map((problem) => `The ledger: ${problem}`),
    ...(page.body.includes('€135.50') ? [] : ['The page does not show what was raised.']),
  ]);
  return {
    value: null,
    counted: `2 pledges and the totals on 2 devices, 2 notifications on the manager's, also without a network; ${entries} ledger entries, ${Object.keys(balances).length} balances, all sums zero`,
  };
}

async function notShown(
  { name, client }: Device,
  campaignId: string,
  { totalMinor, backerNames }: Pledged,
): Promise<string[]> {
  const { campaign, rewards } = await client.campaigns.read({ campaignId });
  const rows = await client.campaigns.pledges({ campaignId });
  return [
    ...(campaign.pledgedMinor === totalMinor &&
    campaign.collectedMinor === totalMinor &&
    campaign.backerCount === 2
      ? []
      : [
          `raised ${campaign.pledgedMinor}, collected ${campaign.collectedMinor}, ${campaign.backerCount} backers`,
        ]),
    ...backerNames
      .filter((backer) => !rows.some((row) => row.backerName === backer && row.status === 'collected'))
      .map((backer) => `no pledge of ${backer}`),
    ...(rewards.every(({ claimedCount }) => claimedCount === 1)
      ? []
      : ['the places of the rewards are not counted']),
  ].map((problem) => `${name}: ${problem}`);
}

async function notTold({ name, client }: Device, { backerNames }: Pledged): Promise<string[]> {
  const { notifications, unread } = await client.notifications.list();
  const told = notifications.filter(({ event }) => event === 'pledge.collected');
  return [
    ...backerNames
      .filter((backer) => !told.some(({ data }) => data.backerName === backer))
      .map((backer) => `no notification of ${backer}`),
    ...(told.length === backerNames.length && unread >= told.length
      ? []
      : [`${told.length} told, ${unread} unread`]),
  ].map((problem) => `${name}: ${problem}`);
}

async function ledgerOf(url: string, token: string, origin: string) {
  const { json } = await createVisitor().api('GET', `${origin}/api/v1/tenants/current`, { token });
  const tenantId = (json as { data: { id: string } }).data.id;
  const database = createDatabase(url, { maxConnections: 1, name: 'educrowd-story' });
  try {
    const context = { tenantId, userId: null, isSystem: true };
    return await readTenant(
      { database, clock: () => new Date(), masterKeys: testMasterKeys },
      context,
      verifyLedger,
    );
  } finally {
    await database.close();
  }
}
