import { useTranslate } from '../../app/app-context.tsx';

/** Shown only when something takes longer than 300 ms. */
export function OpeningScreen() {
  const t = useTranslate();
  return (
    <div className="flex flex-1 items-center justify-center p-16">
      <p role="status" className="animate-panel text-15 text-muted">
        {t('shell.engineStarting')}
      </p>
    </div>
  );
}
