import { useState } from 'react';
import type { RefusedChange } from '../../../ipc/sync.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useCopy } from '../../app/use-copy.ts';
import { refusalReason } from './conflict-words.ts';
import { OpenHome } from './open-home.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

/** A change that the school did not accept: why, what it was, and what can be done with it. */
export function RefusedCard({ change }: { change: RefusedChange }) {
  const { engine, platform, showToast, t, formats } = useApp();
  const act = useAct();
  const [isAsking, setAsking] = useState(false);
  const copy = useCopy();
  const discard = () =>
    void act(async () => {
      await engine.client.sync.discardRefused({ seq: change.seq });
      showToast({ text: t('sync.discarded') });
    });
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h2 className="min-w-0 flex-1 text-17 font-semibold">{change.rowLabel}</h2>
        <time
          dateTime={change.refusedAt}
          title={formats.exact(change.refusedAt)}
          className="text-13 text-muted"
        >
          {formats.moment(change.refusedAt)}
        </time>
      </div>
      {change.code !== 'NO_ACCESS' && (
        <p className="max-w-[68ch] text-15">{t('sync.refused', { reason: refusalReason(change, t) })}</p>
      )}
      {change.content !== '' && (
        <figure className="rounded-control bg-sunken p-3">
          <figcaption className="text-13 text-muted">{t('sync.refusedWhat')}</figcaption>
          <p className="mt-1 line-clamp-6 text-15 [overflow-wrap:anywhere] whitespace-pre-wrap">
            {change.content}
          </p>
        </figure>
      )}
      <div className="flex flex-wrap gap-2">
        <Button icon="copy" onClick={() => copy(change.content)}>
          {t('sync.copyChange')}
        </Button>
        <Button onClick={() => platform.saveText(`${change.rowLabel}.txt`, change.content)}>
          {t('sync.export')}
        </Button>
        {change.code !== 'NO_ACCESS' && <OpenHome of={change} />}
        <Button look="quietDanger" onClick={() => setAsking(true)}>
          {t('sync.discard')}
        </Button>
      </div>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('sync.discardTitle')}
        body={t('sync.discardBody')}
        action={t('sync.discardConfirm')}
        danger
        onConfirm={discard}
      />
    </li>
  );
}
