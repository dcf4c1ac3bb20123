import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { Banner } from '../../ui/banner.tsx';
import { AccountList } from './account-list.tsx';
import { CentredPanel } from './centred-panel.tsx';
import { LocalForm } from './local-form.tsx';
import { SchoolForm } from './school-form.tsx';
import { SignInWaiting } from './sign-in-waiting.tsx';

/** Which school, or none yet: everything works without a network. */
export function FirstRun() {
  const { queries, t } = useApp();
  const { data: session } = useSuspenseQuery(queries.session());
  const { data: about } = useSuspenseQuery(queries.about());
  const [withoutSchool, setWithoutSchool] = useState(false);
  return (
    <CentredPanel>
      {session.problem && (
        <Banner tone="danger">{t('session.cannotOpen', { reason: session.problem.error.message })}</Banner>
      )}
      {session.signIn.state === 'waiting' ? (
        <SignInWaiting signIn={session.signIn} />
      ) : withoutSchool ? (
        <LocalForm onBack={() => setWithoutSchool(false)} />
      ) : (
        <>
          <SchoolForm
            signIn={session.signIn}
            address={about.defaultSchool ?? ''}
            onWithoutSchool={() => setWithoutSchool(true)}
          />
          <AccountList accounts={session.accounts} />
        </>
      )}
    </CentredPanel>
  );
}
