import { findReadyCovers } from '../../platform/ready-covers.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import type { CampaignList } from './campaign-card.tsx';
import { listCampaigns, type CampaignQuery } from './campaign-store.ts';

/** One page of what everybody may see, with what its cards need. */
export async function readCampaignList(
  tx: ReadTx,
  query: CampaignQuery,
): Promise<CampaignList & { readonly total: number }> {
  const { rows, total } = await listCampaigns(tx, query);
  return { rows, total, covers: await findReadyCovers(tx, rows), now: tx.now };
}
