import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import type { IconName } from '@educrowd/shared/design/icons';
import { useApp } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';

interface Place {
  readonly to: '/' | '/courses' | '/campaigns' | '/search' | '/sync' | '/trash' | '/settings';
  readonly icon: IconName;
  readonly label: string;
  readonly badge?: number;
  /** Addresses of what is found there begin so. */
  readonly within?: string;
}

/** The places of the app; what concerns the work above, what concerns the app below. */
export function Navigation({ onLeave }: { onLeave?: () => void }) {
  const { queries, t } = useApp();
  const { data: status } = useSuspenseQuery(queries.syncStatus());
  const { data: access } = useSuspenseQuery(queries.campaignAccess());
  const above: Place[] = [
    { to: '/', icon: 'home', label: t('shell.home') },
    { to: '/courses', icon: 'course', label: t('shell.courses'), within: '/course/' },
    ...(access.isShown
      ? [{ to: '/campaigns', icon: 'campaign', label: t('shell.campaigns'), within: '/campaign/' } as const]
      : []),
    { to: '/search', icon: 'search', label: t('shell.search') },
  ];
  const below: Place[] = [
    { to: '/sync', icon: 'sync', label: t('shell.sync'), badge: status.toDecide },
    { to: '/trash', icon: 'trash', label: t('shell.trash') },
    { to: '/settings', icon: 'settings', label: t('shell.settings') },
  ];
  return (
    <div className="flex flex-1 flex-col justify-between p-2">
      <Places places={above} onLeave={onLeave} />
      <Places places={below} onLeave={onLeave} />
    </div>
  );
}

const PRESENT = 'bg-brand-soft font-semibold text-brand-text';

function Places({ places, onLeave }: { places: readonly Place[]; onLeave: (() => void) | undefined }) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const isWithin = ({ within }: Place) => within !== undefined && path.startsWith(within);
  return (
    <ul className="flex flex-col gap-0.5">
      {places.map((place) => (
        <li key={place.to}>
          <Link
            to={place.to}
            onClick={onLeave}
            activeOptions={{ exact: place.to === '/', includeSearch: false }}
            activeProps={{ className: PRESENT }}
            inactiveProps={
              isWithin(place)
                ? { className: PRESENT, 'aria-current': true }
                : { className: 'text-text hover:bg-line/50' }
            }
            className="flex min-h-8 items-center gap-2.5 rounded-control px-2.5 text-14"
          >
            <Icon name={place.icon} />
            <span className="flex-1">{place.label}</span>
            {place.badge !== undefined && place.badge > 0 && (
              <span className="rounded-full bg-warning-soft px-2 text-13 font-semibold text-warning-text">
                {place.badge}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
