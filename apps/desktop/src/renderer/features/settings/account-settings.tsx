import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Facts } from '../../ui/facts.tsx';

export function AccountSettings() {
  const { queries, engine, showToast, t } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const { data: session } = useSuspenseQuery(queries.session());
  const [isAsking, setAsking] = useState(false);
  const account = session.current;
  if (!account) return null;
  const connect = () => void navigate({ to: '/connect' });
  const signOut = () =>
    void act(async () => {
      await engine.client.session.signOut();
      showToast({ text: t('session.signedOut') });
    });
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
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('session.signOutTitle', { school: account.school.name })}
        body={t('session.signOutBody')}
        action={t('session.signOut')}
        onConfirm={signOut}
      />
    </>
  );
}
