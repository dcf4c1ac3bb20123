import { useState, type SyntheticEvent } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useOneAtATime } from '../../app/use-one-at-a-time.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

/** Starting without a school: a name is all it takes. */
export function LocalForm({ onBack }: { onBack: () => void }) {
  const { engine, t } = useApp();
  const act = useAct();
  const [name, setName] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [startOnce] = useOneAtATime(() => act(() => engine.client.session.startLocal({ displayName: name })));
  const start = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() === '') setMissing(true);
    else startOnce();
  };
  return (
    <form onSubmit={start} noValidate className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <h1 className="text-25 font-bold">{t('session.withoutNetwork')}</h1>
        <p className="text-15 text-muted">{t('session.withoutNetworkWhy')}</p>
      </div>
      <TextField
        large
        label={t('session.yourName')}
        hint={t('session.yourNameHint')}
        error={isMissing ? t('session.yourNameMissing') : undefined}
        value={name}
        maxLength={120}
        autoComplete="name"
        autoFocus
        onChange={(event) => {
          setName(event.currentTarget.value);
          setMissing(false);
        }}
      />
      <div className="flex flex-col gap-3">
        <Button type="submit" look="primary" large>
          {t('session.startHere')}
        </Button>
        <Button look="link" large onClick={onBack}>
          {t('session.backToSchool')}
        </Button>
      </div>
    </form>
  );
}
