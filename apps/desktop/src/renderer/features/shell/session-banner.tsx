import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { Banner } from '../../ui/banner.tsx';

/** The sign-in has ended: editing goes on, sending waits. */
export function SessionBanner() {
  const { queries, t } = useApp();
  const { data: session } = useSuspenseQuery(queries.session());
  const { data: sync } = useSuspenseQuery(queries.syncStatus());
  if (!session.current?.school || session.signedIn) return null;
  const saved = sync.pill.state === 'signIn' ? sync.pill.saved : 0;
  return (
    <Banner
      tone="warning"
      actions={
        <Link to="/connect" className="rounded-control font-semibold underline underline-offset-2">
          {t('session.signIn')}
        </Link>
      }
    >
      {saved === 0 ? t('session.signInEndedNothing') : t('session.signInEnded', { n: saved })}
    </Banner>
  );
}
