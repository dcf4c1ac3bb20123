import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Banner } from '../../ui/banner.tsx';

/** The sign-in has ended or cannot be read, or the school gives no role: what is written stays, sending waits. */
export function SessionBanner() {
  const { engine, queries, t } = useApp();
  const act = useAct();
  const { data: session } = useSuspenseQuery(queries.session());
  const { data: sync } = useSuspenseQuery(queries.syncStatus());
  const school = session.current?.school;
  if (!school) return null;
  if (sync.pill.state === 'role') return <RoleBanner school={school.name} saved={sync.pill.saved} />;
  if (session.signedIn) return null;
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

/** The sign-in holds, but the school lets this person do nothing: only others can change that. */
function RoleBanner({ school, saved }: { school: string; saved: number }) {
  const { engine, t } = useApp();
  const act = useAct();
  return (
    <Banner
      tone="warning"
      actions={
        <button type="button" className={ACTION} onClick={() => void act(() => engine.client.sync.syncNow())}>
          {t('sync.syncNow')}
        </button>
      }
    >
      {t('session.noRole', { school, n: saved })}
    </Banner>
  );
}

const ACTION = 'cursor-pointer rounded-control font-semibold underline underline-offset-2';
