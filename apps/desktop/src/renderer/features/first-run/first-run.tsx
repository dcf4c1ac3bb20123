import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { AccountList } from './account-list.tsx';
import { CentredPanel } from './centred-panel.tsx';
import { LocalForm } from './local-form.tsx';
import { SchoolForm } from './school-form.tsx';
import { SignInWaiting } from './sign-in-waiting.tsx';

/** Which school, or none yet: everything works without a network. */
export function FirstRun() {
  const { queries } = useApp();
  const { data: session } = useSuspenseQuery(queries.session());
  const [withoutSchool, setWithoutSchool] = useState(false);
  return (
    <CentredPanel>
      {session.signIn.state === 'waiting' ? (
        <SignInWaiting signIn={session.signIn} />
      ) : withoutSchool ? (
        <LocalForm onBack={() => setWithoutSchool(false)} />
      ) : (
        <>
          <SchoolForm signIn={session.signIn} onWithoutSchool={() => setWithoutSchool(true)} />
          <AccountList accounts={session.accounts} />
        </>
      )}
    </CentredPanel>
  );
}
