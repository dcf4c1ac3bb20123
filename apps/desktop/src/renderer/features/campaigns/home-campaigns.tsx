import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useNow } from '../../app/use-now.ts';
import { CampaignCard } from './campaign-card.tsx';
import { statusBy } from './campaign-status.tsx';

const SHOWN = 3;

/** How the campaigns are doing: those that run first. */
export function HomeCampaigns() {
  const { queries, t } = useApp();
  const now = useNow(false);
  const { data: campaigns } = useSuspenseQuery(queries.campaigns());
  const { data: session } = useSuspenseQuery(queries.session());
  if (campaigns.length === 0) return null;
  const rank = { live: 0, draft: 1, ended: 2, cancelled: 3 };
  const shown = campaigns.toSorted((a, b) => rank[statusBy(a, now)] - rank[statusBy(b, now)]).slice(0, SHOWN);
  return (
    <section aria-labelledby="campaigns" className="flex flex-col gap-4">
      <h2 id="campaigns" className="text-20 font-semibold">
        {t('shell.campaigns')}
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,260px),1fr))] gap-4">
        {shown.map((campaign) => (
          <CampaignCard
            key={campaign.id}
            campaign={campaign}
            showsCover={false}
            showsPending={session.current?.school !== null}
          />
        ))}
      </ul>
      {campaigns.length > SHOWN && (
        <Link to="/campaigns" className="self-start rounded-control text-15 font-semibold text-brand-text">
          {t('campaign.all')}
        </Link>
      )}
    </section>
  );
}
