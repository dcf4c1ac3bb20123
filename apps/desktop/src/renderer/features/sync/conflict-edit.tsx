import { useState, type SyntheticEvent } from 'react';
import type { Field } from '@educrowd/shared/entity/fields';
import { maxLengthOf } from '@educrowd/shared/entity/max-length';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/field.tsx';

interface ConflictEditProps {
  label: string;
  value: string;
  field: Field | undefined;
  /** Names what was typed within the window: it is there again when the person comes back. */
  draftKey: string;
  onKeep: (value: string) => void;
  onCancel: () => void;
}

/** A third version, made out of both. */
export function ConflictEdit({ label, value, field, draftKey, onKeep, onCancel }: ConflictEditProps) {
  const { t, unfinished } = useApp();
  const [typed, setTyped] = useState(() => (unfinished.get(draftKey) as string | undefined) ?? value);
  const [isRefused, setRefused] = useState(false);
  const mayBeEmpty = field?.schema.safeParse('').success ?? true;
  const isMissing = !mayBeEmpty && typed.trim() === '';
  const keep = (event: SyntheticEvent) => {
    event.preventDefault();
    setRefused(isMissing);
    // What may not be empty is a name: on one line, without blanks around it.
    if (!isMissing) onKeep(mayBeEmpty ? typed : typed.trim().replaceAll(/[\r\n]+/g, ' '));
  };
  return (
    <form onSubmit={keep} className="flex flex-col gap-3">
      <TextArea
        label={label}
        value={typed}
        rows={2}
        maxLength={field && maxLengthOf(field)}
        error={isRefused && isMissing ? t('sync.editMissing') : undefined}
        autoFocus={!unfinished.has(draftKey)}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          unfinished.set(draftKey, event.currentTarget.value);
        }}
      />
      <div className="flex gap-2">
        <Button type="submit">{t('sync.keepEdited')}</Button>
        <Button
          look="quiet"
          onClick={() => {
            unfinished.delete(draftKey);
            onCancel();
          }}
        >
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
