import { useNavigate } from '@tanstack/react-router';
import type { OpenConflict } from '../../../ipc/sync.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { OpenHome } from './open-home.tsx';
import { trashOf } from './trash-of.ts';

/** An edit arrived under something in Trash and brought it back. */
export function RestoredCard({ conflict }: { conflict: OpenConflict }) {
  const { engine, showToast, t, formats } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const toTrash = trashOf(engine.client, conflict);
  const settle = async () => {
    await engine.client.sync.resolveConflict({
      id: conflict.id,
      value: null,
      presentValue: conflict.presentValue,
    });
    showToast({ text: t('sync.decided') });
  };
  const trash = async () => {
    await toTrash?.();
    await settle();
    await navigate({ to: '/sync' });
  };
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h2 className="min-w-0 flex-1 text-17 font-semibold">{conflict.rowLabel}</h2>
        <time dateTime={conflict.createdAt} className="text-13 text-muted">
          {formats.moment(conflict.createdAt)}
        </time>
      </div>
      <p className="max-w-[68ch] text-15">
        {conflict.entityName === 'Lesson'
          ? t('sync.restoredEdit', { name: conflict.loserName })
          : t('sync.restoredItem', { winner: conflict.loserName, loser: conflict.winnerName })}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void act(settle)}>{t('sync.keepIt')}</Button>
        {toTrash !== null && (
          <Button icon="trash" onClick={() => void act(trash)}>
            {t('sync.moveToTrash')}
          </Button>
        )}
        <OpenHome of={conflict} />
      </div>
    </li>
  );
}
