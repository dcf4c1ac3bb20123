import { useEffect, useRef } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { CentredPanel } from './centred-panel.tsx';
import { SchoolForm } from './school-form.tsx';
import { SignInWaiting } from './sign-in-waiting.tsx';

/** Signing in later: connecting what was begun on this computer, another school, or the same one again. */
export function ConnectScreen() {
  const { queries, t } = useApp();
  const { data: session } = useSuspenseQuery(queries.session());
  const navigate = useNavigate();
  const isWaiting = session.signIn.state === 'waiting';
  const wasWaiting = useRef(isWaiting);

  useEffect(() => {
    const isDone = wasWaiting.current && !isWaiting && session.signedIn;
    wasWaiting.current = isWaiting;
    if (isDone) void navigate({ to: '/' });
  }, [isWaiting, navigate, session.signedIn]);

  return (
    <CentredPanel>
      {session.signIn.state === 'waiting' ? (
        <SignInWaiting signIn={session.signIn} />
      ) : (
        <>
          <SchoolForm
            signIn={session.signIn}
            address={session.signedIn ? '' : (session.current?.school?.address ?? '')}
          />
          <Button
            look="quiet"
            icon="arrowLeft"
            className="self-center"
            onClick={() => void navigate({ to: '/' })}
          >
            {t('shell.goHome')}
          </Button>
        </>
      )}
    </CentredPanel>
  );
}
