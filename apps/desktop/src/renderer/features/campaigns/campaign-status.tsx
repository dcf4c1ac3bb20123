import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import type { CampaignStatus as Status } from '../../../ipc/campaigns.ts';
import { useTranslate } from '../../app/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';

const looks = {
  draft: { tone: 'plain', name: 'campaign.draft' },
  live: { tone: 'success', name: 'campaign.live' },
  ended: { tone: 'brand', name: 'campaign.ended' },
  cancelled: { tone: 'warning', name: 'campaign.cancelled' },
} as const satisfies Record<Status, { tone: string; name: PlainMessageKey }>;

export function CampaignStatus({ status }: { status: Status }) {
  const t = useTranslate();
  const { tone, name } = looks[status];
  return <Badge tone={tone}>{t(name)}</Badge>;
}
