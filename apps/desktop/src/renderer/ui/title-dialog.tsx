import { useState, type SyntheticEvent } from 'react';
import { useTranslate } from '../app/app-context.tsx';
import { useOneAtATime } from '../app/use-one-at-a-time.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';

interface TitleDialogProps {
  title: string;
  /** Of the field. */
  label: string;
  hint: string;
  /** Said when nothing was typed. */
  missing: string;
  /** Verb and object. */
  action: string;
  /** Resolves when it is there, or has failed and was said. */
  onCreate: (title: string) => Promise<void>;
  onClose: () => void;
}

/** Asks how something new is called. */
export function TitleDialog({ title, label, hint, missing, action, onCreate, onClose }: TitleDialogProps) {
  const t = useTranslate();
  const [typed, setTyped] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [createOnce] = useOneAtATime(onCreate);
  const create = (event: SyntheticEvent) => {
    event.preventDefault();
    if (typed.trim() === '') setMissing(true);
    else createOnce(typed.trim());
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title}>
      <form onSubmit={create} noValidate className="flex flex-col gap-4">
        <TextField
          large
          label={label}
          hint={hint}
          error={isMissing ? missing : undefined}
          value={typed}
          maxLength={300}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary">
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
