import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { ProgressBar } from '../../ui/progress.tsx';

/** True progress of the first fetch; what is complete opens below meanwhile. */
export function FirstSync() {
  const { queries, t } = useApp();
  const { data: status } = useSuspenseQuery(queries.syncStatus());
  if (status.pill.state !== 'firstSync') return null;
  const { rows, totalRows } = status.pill;
  return (
    <section
      aria-labelledby="first-sync"
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h2 id="first-sync" className="flex-1 text-17 font-semibold">
          {t('home.firstSyncTitle')}
        </h2>
        <p className="text-14 text-muted tabular-nums">
          {t('home.firstSyncProgress', { rows, total: totalRows })}
        </p>
      </div>
      <ProgressBar label={t('home.firstSyncTitle')} done={rows} total={totalRows} />
      <p className="text-14 text-muted">{t('home.firstSyncBody')}</p>
    </section>
  );
}
