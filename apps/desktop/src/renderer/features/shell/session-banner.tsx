import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Banner } from '../../ui/banner.tsx';

/** The sign-in has ended, or cannot be read: editing goes on, sending waits. */
export function SessionBanner() {
  const { engine, queries, t } = useApp();
  const act = useAct();
  const { data: session } = useSuspenseQuery(queries.session());
  const { data: sync } = useSuspenseQuery(queries.syncStatus());
  if (!session.current?.school || session.signedIn) return null;
  const saved = sync.pill.state === 'signIn' ? sync.pill.saved : 0;
  const isLocked = session.isSignInLocked;
  return (
    <Banner
      tone="warning"
      actions={
        <>
          {isLocked && (
            <button
              type="button"
              className={ACTION}
              onClick={() => void act(() => engine.client.session.askKeychain())}
            >
              {t('common.retry')}
            </button>
          )}
          <Link to="/connect" className={ACTION}>
            {t('session.signIn')}
          </Link>
        </>
      }
    >
      {isLocked && t('session.signInLocked', { n: saved })}
      {!isLocked && (saved === 0 ? t('session.signInEndedNothing') : t('session.signInEnded', { n: saved }))}
    </Banner>
  );
}

const ACTION = 'cursor-pointer rounded-control font-semibold underline underline-offset-2';
