import { useState, type SyntheticEvent } from 'react';
import { MAX_ALT_LENGTH, MAX_TITLE_LENGTH } from '@educrowd/shared/content/content-limits';
import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

interface PictureWordsProps {
  alt: string;
  caption: string;
  onKeep: (words: { alt: string; title: string | null }) => void;
  onCancel: () => void;
}

/** Description and caption of a picture. Keys stay here: the editor around must not take them for its own. */
export function PictureWords({ alt, caption, onKeep, onCancel }: PictureWordsProps) {
  const t = useTranslate();
  const [typedAlt, setAlt] = useState(alt);
  const [typedCaption, setCaption] = useState(caption);
  const keep = (event: SyntheticEvent) => {
    event.preventDefault();
    onKeep({ alt: typedAlt.trim(), title: typedCaption.trim() || null });
  };
  return (
    <form
      onSubmit={keep}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onCancel();
      }}
      className="mt-2 flex flex-col gap-3 rounded-card border border-line bg-surface p-3 text-15"
    >
      <TextField
        label={t('editor.altText')}
        hint={t('editor.altDecorative')}
        value={typedAlt}
        maxLength={MAX_ALT_LENGTH}
        autoFocus
        onChange={(event) => setAlt(event.currentTarget.value)}
      />
      <TextField
        label={t('editor.caption')}
        value={typedCaption}
        maxLength={MAX_TITLE_LENGTH}
        onChange={(event) => setCaption(event.currentTarget.value)}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit">{t('editor.saveAlt')}</Button>
      </div>
    </form>
  );
}
