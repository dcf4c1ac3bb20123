import { useState, type SyntheticEvent } from 'react';
import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';

interface ConflictEditProps {
  label: string;
  value: string;
  onKeep: (value: string) => void;
  onCancel: () => void;
}

/** A third version, made out of both. */
export function ConflictEdit({ label, value, onKeep, onCancel }: ConflictEditProps) {
  const t = useTranslate();
  const [typed, setTyped] = useState(value);
  const keep = (event: SyntheticEvent) => {
    event.preventDefault();
    onKeep(typed);
  };
  return (
    <form onSubmit={keep} className="flex flex-col gap-3">
      <TextArea
        label={label}
        value={typed}
        rows={2}
        autoFocus
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="flex gap-2">
        <Button type="submit">{t('sync.keepEdited')}</Button>
        <Button look="quiet" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
