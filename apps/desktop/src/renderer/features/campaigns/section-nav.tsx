import { Link } from '@tanstack/react-router';
import type { LaunchItem } from '@educrowd/shared/campaigns/launch-checklist';
import type { OpenCampaign } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { campaignSections, launchPlaces, sectionLooks, type CampaignSection } from './campaign-sections.ts';
import { CampaignStatus } from './campaign-status.tsx';
import { PublicAddress } from './public-address.tsx';
import { isLaunched, publicAddressOf } from './use-campaign.ts';

interface SectionNavProps {
  open: OpenCampaign;
  checklist: readonly LaunchItem[];
  onLaunch: () => void;
  /** Follows a choice, where the parts lie over the work. */
  onLeave: () => void;
}

/** The parts of a campaign, with what is missing in them, and the launch below. */
export function SectionNav({ open, checklist, onLaunch, onLeave }: SectionNavProps) {
  const { t } = useApp();
  const { campaign } = open;
  const publicAddress = publicAddressOf(open);
  const missing = new Set(
    isLaunched(campaign)
      ? []
      : checklist.filter(({ state }) => state === 'missing').map(({ key }) => launchPlaces[key].section),
  );
  return (
    <nav
      aria-label={t('campaign.partsOf', { title: campaign.title })}
      className="flex flex-1 flex-col gap-4 p-2"
    >
      <div className="flex flex-col items-start gap-2 px-2.5 pt-2">
        <p className="line-clamp-3 text-15 font-semibold [overflow-wrap:anywhere]">{campaign.title}</p>
        <CampaignStatus campaign={campaign} />
      </div>
      <ul className="flex flex-1 flex-col gap-0.5">
        {campaignSections.map((section) => (
          <li key={section}>
            <SectionLink
              campaignId={campaign.id}
              section={section}
              isMissing={missing.has(section)}
              count={countOf(open, section)}
              onLeave={onLeave}
            />
          </li>
        ))}
      </ul>
      {!isLaunched(campaign) && (
        <Button icon="launch" onClick={onLaunch}>
          {t('campaign.launch')}
        </Button>
      )}
      {publicAddress !== null && (
        <section aria-label={t('campaign.publicPage')} className="flex flex-col gap-2 px-1">
          <h2 className="text-13 font-semibold text-muted">{t('campaign.publicPage')}</h2>
          <PublicAddress address={publicAddress} />
        </section>
      )}
    </nav>
  );
}

function countOf(open: OpenCampaign, section: CampaignSection): number | null {
  switch (section) {
    case 'rewards':
      return open.rewards.length;
    case 'faq':
      return open.faqs.length;
    case 'updates':
      return open.updates.length;
    case 'backers':
      return open.campaign.backerCount;
    default:
      return null;
  }
}

interface SectionLinkProps {
  campaignId: string;
  section: CampaignSection;
  isMissing: boolean;
  count: number | null;
  onLeave: () => void;
}

function SectionLink({ campaignId, section, isMissing, count, onLeave }: SectionLinkProps) {
  const { t, formats } = useApp();
  const { icon, name } = sectionLooks[section];
  return (
    <Link
      to="/campaign/$campaignId/$section"
      params={{ campaignId, section }}
      onClick={onLeave}
      activeOptions={{ includeSearch: false }}
      activeProps={{ className: 'bg-brand-soft font-semibold text-brand-text' }}
      inactiveProps={{ className: 'text-text hover:bg-line/50' }}
      className="flex min-h-8 items-center gap-2.5 rounded-control px-2.5 text-14"
    >
      <Icon name={icon} />
      <span className="min-w-0 flex-1 truncate">{t(name)}</span>
      {isMissing && (
        <>
          <Icon name="alert" size={14} className="text-warning-text" />
          <span className="sr-only">{t('campaign.partMissing')}</span>
        </>
      )}
      {count !== null && count > 0 && !isMissing && (
        <span className="text-13 font-normal text-muted tabular-nums">
          {new Intl.NumberFormat(formats.locale).format(count)}
        </span>
      )}
    </Link>
  );
}
