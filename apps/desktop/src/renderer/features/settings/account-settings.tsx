import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';

export function AccountSettings() {
  const { queries, t } = useApp();
  const navigate = useNavigate();
  const { data: session } = useSuspenseQuery(queries.session());
  const [isAsking, setAsking] = useState(false);
  const account = session.current;
  if (!account) return null;
  const connect = () => void navigate({ to: '/connect' });
  if (!account.school) {
    return (
      <>
        <Facts facts={[{ name: t('settings.name'), value: account.displayName }]} />
        <p className="max-w-[68ch] text-15 text-muted">{t('settings.localBody')}</p>
        <Button look="primary" onClick={connect}>
          {t('session.connectSchool')}
        </Button>
      </>
    );
  }
  return (
    <>
      <Facts
        facts={[
          { name: t('settings.name'), value: account.displayName },
          { name: t('settings.school'), value: account.school.name },
          { name: t('settings.address'), value: account.school.address },
          { name: t('settings.email'), value: account.school.email },
        ]}
      />
      {!session.keepsSignIn && <p className="max-w-[68ch] text-15 text-muted">{t('session.notKept')}</p>}
      <div className="flex flex-wrap gap-2">
        {session.signedIn ? (
          <Button icon="signOut" onClick={() => setAsking(true)}>
            {t('session.signOut')}
          </Button>
        ) : (
          <Button look="primary" onClick={connect}>
            {t('session.signIn')}
          </Button>
        )}
      </div>
      {isAsking && <SignOutDialog onClose={() => setAsking(false)} />}
    </>
  );
}
