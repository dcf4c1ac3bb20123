import type { RefusedChange } from '../../../ipc/sync.ts';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RefusedCard } from './refused-card.tsx';
import { useExportUnsent } from './use-export-unsent.ts';

/** What the school did not accept, and before it what could not be sent because the person has no access any more. */
export function RefusedList({ changes }: { changes: readonly RefusedChange[] }) {
  const lost = Map.groupBy(
    changes.filter(({ code }) => code === 'NO_ACCESS'),
    ({ courseId, campaignId }) => courseId ?? campaignId ?? '',
  );
  return (
    <div className="flex flex-col gap-8 py-6">
      {[...lost].map(([homeId, ofHome]) => (
        <LostHome key={homeId} changes={ofHome} />
      ))}
      <Cards changes={changes.filter(({ code }) => code !== 'NO_ACCESS')} />
    </div>
  );
}

function LostHome({ changes }: { changes: readonly RefusedChange[] }) {
  const { t } = useApp();
  const exportUnsent = useExportUnsent();
  const home = changes.find(({ reason }) => reason !== '')?.reason ?? t('sync.lostHome');
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3 rounded-card bg-warning-soft p-4 text-warning-text">
        <Icon name="lock" />
        <p className="min-w-0 flex-1 basis-60 text-15">{t('sync.lostAccess', { home, n: changes.length })}</p>
        <Button onClick={exportUnsent}>{t('sync.export')}</Button>
      </div>
      <Cards changes={changes} />
    </section>
  );
}

const Cards = ({ changes }: { changes: readonly RefusedChange[] }) =>
  changes.length > 0 && (
    <ul className="flex flex-col gap-4">
      {changes.map((change) => (
        <RefusedCard key={change.seq} change={change} />
      ))}
    </ul>
  );
