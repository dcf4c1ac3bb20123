import { useState, type DragEvent } from 'react';
import { useApp } from '../../app/app-context.tsx';
import type { ImportSource } from '../../app/platform.ts';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { ImportStep } from './use-import.ts';

interface ChooseSourceProps {
  /** How the last attempt ended. */
  failure: Extract<ImportStep, { state: 'failed' }> | null;
  onChosen: (source: ImportSource) => void;
}

export function ChooseSource({ failure, onChosen }: ChooseSourceProps) {
  const { platform, t } = useApp();
  const act = useAct();
  const [isOver, setOver] = useState(false);
  const take = (choosing: Promise<ImportSource | null>) =>
    void act(async () => {
      const source = await choosing;
      if (source) onChosen(source);
    });
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(platform.droppedImport(event.dataTransfer));
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-15 text-muted">{t('importing.intro')}</p>
      {failure !== null && (
        <p role="alert" className="flex gap-2 rounded-control bg-danger-soft p-3 text-15 text-danger-text">
          <Icon name="alert" className="mt-1" />
          {t('importing.failed', { reason: failure.reason.replace(/\.$/, '') })}
        </p>
      )}
      {failure?.again && (
        <Button
          look="primary"
          className="self-start"
          onClick={() => failure.again && onChosen(failure.again)}
        >
          {t('importing.again')}
        </Button>
      )}
      <div
        role="group"
        aria-label={t('importing.title')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={`flex flex-col items-center gap-4 rounded-card border border-dashed p-8 ${isOver ? 'border-brand bg-brand-soft' : 'border-control'}`}
      >
        <Icon name="importFile" size={32} className="text-muted" />
        <div className="flex flex-wrap justify-center gap-2">
          <Button
            look={failure?.again ? 'secondary' : 'primary'}
            onClick={() => take(platform.chooseImport('archive'))}
          >
            {failure === null ? t('importing.chooseFile') : t('importing.chooseAnother')}
          </Button>
          <Button onClick={() => take(platform.chooseImport('folder'))}>{t('importing.chooseFolder')}</Button>
        </div>
        <p className="text-14 text-muted">{t('importing.dropHere')}</p>
      </div>
    </div>
  );
}
