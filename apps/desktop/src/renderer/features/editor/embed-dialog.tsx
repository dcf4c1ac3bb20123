import { useState, type SyntheticEvent } from 'react';
import { isWebAddress } from '@educrowd/shared/content/link-target';
import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { toHref } from './link-address.ts';

interface EmbedDialogProps {
  onAdd: (attributes: { url: string; title: string | null }) => void;
  onClose: () => void;
}

export function EmbedDialog({ onAdd, onClose }: EmbedDialogProps) {
  const t = useTranslate();
  const [address, setAddress] = useState('');
  const [title, setTitle] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    const url = toHref(address);
    if (url === null || !isWebAddress(url)) {
      setWrong(true);
      return;
    }
    onClose();
    onAdd({ url, title: title.trim() || null });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('editor.embed')}
      description={t('editor.embedHint')}
    >
      <form onSubmit={add} className="flex flex-col gap-4">
        <TextField
          label={t('editor.embedAddress')}
          placeholder="https://"
          value={address}
          error={isWrong ? t('editor.embedInvalid') : undefined}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <TextField
          label={t('editor.embedTitle')}
          value={title}
          maxLength={300}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" look="primary">
            {t('editor.addEmbed')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
