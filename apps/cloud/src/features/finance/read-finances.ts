import { authorize } from '../../platform/access.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { campaignsWithMoney, sumMovements, sumMovementsOf, type PageQuery } from './finance-store.ts';
import { sumUp, type Sums } from './sum-up.ts';

export interface CampaignFinances {
  readonly id: string;
  readonly title: string;
  readonly sums: readonly Sums[];
}

export interface Finances {
  /** Of the whole school. */
  readonly sums: readonly Sums[];
  /** One page of those where money moved, the last one first. */
  readonly campaigns: readonly CampaignFinances[];
  /** Of these, on all pages. */
  readonly total: number;
}

/** What every campaign has collected and what has become of it; in sums, without a single pledge. */
export async function readFinances(tx: ReadTx, query: PageQuery): Promise<Finances> {
  authorize(tx, 'finance.statistics');
  const { rows, total } = await campaignsWithMoney(tx, query);
  const movements = await sumMovementsOf(
    tx,
    rows.map(({ id }) => id),
  );
  const byCampaign = Map.groupBy(movements, ({ campaignId }) => campaignId);
  return {
    total,
    sums: sumUp(await sumMovements(tx)),
    campaigns: rows.map(({ id, title }) => ({ id, title, sums: sumUp(byCampaign.get(id) ?? []) })),
  };
}
