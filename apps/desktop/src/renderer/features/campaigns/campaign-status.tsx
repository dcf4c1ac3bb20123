import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { isOver } from '@educrowd/shared/campaigns/campaign-progress';
import type { CampaignSummary, CampaignStatus as Status } from '../../../ipc/campaigns.ts';
import { useTranslate } from '../../app/app-context.tsx';
import { useNow } from '../../app/use-now.ts';
import { Badge } from '../../ui/badge.tsx';

const looks = {
  draft: { tone: 'plain', name: 'campaign.draft' },
  live: { tone: 'success', name: 'campaign.live' },
  ended: { tone: 'brand', name: 'campaign.ended' },
  cancelled: { tone: 'warning', name: 'campaign.cancelled' },
} as const satisfies Record<Status, { tone: string; name: PlainMessageKey }>;

type Ending = Pick<CampaignSummary, 'status' | 'deadline'>;

/** What it is by now: after its deadline a campaign has ended, also where that has not arrived here yet. */
export const statusBy = ({ status, deadline }: Ending, now: Date): Status =>
  status === 'live' && isOver({ status, deadline }, now) ? 'ended' : status;

export function CampaignStatus({ campaign }: { campaign: Ending }) {
  const t = useTranslate();
  const { tone, name } = looks[statusBy(campaign, useNow(false))];
  return <Badge tone={tone}>{t(name)}</Badge>;
}
