import { authorize } from '../../platform/access.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { campaignsWithMoney, sumMovements } from './finance-store.ts';
import { sumUp, type Sums } from './sum-up.ts';

export interface CampaignFinances {
  readonly id: string;
  readonly title: string;
  readonly sums: readonly Sums[];
}

export interface Finances {
  /** Of the whole school. */
  readonly sums: readonly Sums[];
  /** Those where money moved, the last one first. */
  readonly campaigns: readonly CampaignFinances[];
}

/** What every campaign has collected and what has become of it; in sums, without a single pledge. */
export async function readFinances(tx: ReadTx): Promise<Finances> {
  authorize(tx, 'finance.statistics');
  const movements = await sumMovements(tx);
  const campaigns = await campaignsWithMoney(tx);
  const byCampaign = Map.groupBy(movements, ({ campaignId }) => campaignId);
  return {
    sums: sumUp(movements),
    campaigns: campaigns.map(({ id, title }) => ({ id, title, sums: sumUp(byCampaign.get(id) ?? []) })),
  };
}
