import { Link } from '@tanstack/react-router';
import type { CampaignSummary } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Cover } from '../../app/picture-field.tsx';
import { CampaignEnd, CampaignProgress } from './campaign-progress.tsx';
import { CampaignStatus } from './campaign-status.tsx';

interface CampaignCardProps {
  campaign: CampaignSummary;
  /** Some card of the list has a picture: the others leave its place free. */
  showsCover: boolean;
  showsPending: boolean;
}

/** A campaign to open: the whole card is the link. */
export function CampaignCard({ campaign, showsCover, showsPending }: CampaignCardProps) {
  const { t } = useApp();
  return (
    <li className="relative flex flex-col overflow-hidden rounded-card border border-line bg-surface transition-colors duration-(--motion-hover) hover:border-control">
      {showsCover && <CardCover materialId={campaign.coverMaterialId} />}
      <div className="flex flex-1 flex-col gap-2 p-4">
        <h3 className="line-clamp-2 text-17 font-semibold [overflow-wrap:anywhere]">
          <Link
            to="/campaign/$campaignId/$section"
            params={{ campaignId: campaign.id, section: 'basics' }}
            className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-[-2px] focus-visible:after:outline-focus"
          >
            {campaign.title}
          </Link>
        </h3>
        {campaign.summary !== '' && <p className="line-clamp-2 text-14 text-muted">{campaign.summary}</p>}
        <div className="mt-auto flex flex-col gap-3 pt-2">
          <CampaignProgress campaign={campaign} />
          <div className="flex items-center gap-2 text-13 text-muted">
            <CampaignStatus status={campaign.status} />
            <span className="flex-1 truncate">
              <CampaignEnd campaign={campaign} />
            </span>
            {campaign.pending && showsPending && (
              <span title={t('home.waitingToSend')} className="size-1.5 rounded-full bg-muted" />
            )}
          </div>
        </div>
      </div>
    </li>
  );
}

function CardCover({ materialId }: { materialId: string | null }) {
  if (materialId !== null) return <Cover materialId={materialId} className="h-28" />;
  return (
    <div className="hidden h-28 items-center justify-center bg-sunken text-muted sm:flex">
      <Icon name="campaign" size={32} />
    </div>
  );
}
