import { useState, type SyntheticEvent } from 'react';
import type { SessionState } from '../../../ipc/session.ts';
import { useApp } from '../../app/app-context.tsx';
import { failureText } from '../../app/failure-text.ts';
import { useOneAtATime } from '../../app/use-one-at-a-time.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

interface SchoolFormProps {
  signIn: SessionState['signIn'];
  /** The address that is known already: signing in again. */
  address?: string;
  onWithoutSchool?: () => void;
}

export function SchoolForm({ signIn, address = '', onWithoutSchool }: SchoolFormProps) {
  const { engine, t } = useApp();
  const [typed, setTyped] = useState(address);
  const [problem, setProblem] = useState<string | null>(null);

  const [ask, isAsking] = useOneAtATime(async () => {
    try {
      await engine.client.session.beginSignIn({ address: typed });
      setProblem(null);
    } catch (error) {
      setProblem(failureText(error, t));
    }
  });
  const begin = (event: SyntheticEvent) => {
    event.preventDefault();
    if (typed.trim() === '') setProblem(t('session.schoolAddressMissing'));
    else ask();
  };
  const failure = problem ?? (signIn.state === 'failed' ? signIn.reason : undefined);
  return (
    <form onSubmit={begin} noValidate className="flex flex-col gap-6">
      <h1 className="text-25 font-bold">{t('session.whichSchool')}</h1>
      <TextField
        large
        label={t('session.schoolAddress')}
        hint={t('session.schoolAddressHint')}
        error={failure}
        value={typed}
        inputMode="url"
        autoComplete="url"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <div className="flex flex-col gap-3">
        <Button type="submit" look="primary" large disabled={isAsking}>
          {isAsking ? t('session.contacting') : t('session.continueToSchool')}
        </Button>
        {onWithoutSchool && (
          <Button look="link" large onClick={onWithoutSchool}>
            {t('session.withoutNetwork')}
          </Button>
        )}
      </div>
    </form>
  );
}
