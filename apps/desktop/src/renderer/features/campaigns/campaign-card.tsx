import { Link } from '@tanstack/react-router';
import type { CampaignSummary } from '../../../ipc/campaigns.ts';
import { CARD_LINK, LinkCard, PendingDot } from '../../app/link-card.tsx';
import { CampaignEnd, CampaignProgress } from './campaign-progress.tsx';
import { CampaignStatus } from './campaign-status.tsx';

interface CampaignCardProps {
  campaign: CampaignSummary;
  /** Some card of the list has a picture: the others leave its place free. */
  showsCover: boolean;
  showsPending: boolean;
}

/** A campaign to open. */
export const CampaignCard = ({ campaign, showsCover, showsPending }: CampaignCardProps) => (
  <LinkCard
    icon="campaign"
    coverMaterialId={campaign.coverMaterialId}
    showsCover={showsCover}
    summary={campaign.summary}
    link={
      <Link
        to="/campaign/$campaignId/$section"
        params={{ campaignId: campaign.id, section: 'basics' }}
        className={CARD_LINK}
      >
        {campaign.title}
      </Link>
    }
  >
    <div className="flex flex-col gap-3">
      <CampaignProgress campaign={campaign} />
      <div className="flex items-center gap-2 text-13 text-muted">
        <CampaignStatus campaign={campaign} />
        <span className="flex-1 truncate">
          <CampaignEnd campaign={campaign} />
        </span>
        {campaign.pending && showsPending && <PendingDot />}
      </div>
    </div>
  </LinkCard>
);
