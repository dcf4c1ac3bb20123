import { useEffect, useRef } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useNow } from '../../app/use-now.ts';
import { Icon } from '../../ui/icon.tsx';
import { pillLine, type Pill } from './pill-line.ts';

const icons = {
  notSaved: 'alert',
  local: 'laptop',
  signIn: 'offline',
  role: 'lock',
  update: 'offline',
  rebuilding: 'sync',
  offline: 'offline',
  notAnswering: 'offline',
  firstSync: 'sync',
  sending: 'upload',
  sendingFiles: 'upload',
  waiting: 'clock',
  checking: 'sync',
  synced: 'check',
} as const satisfies Record<Pill['state'], string>;

/** The one quiet place that tells the truth about sync. It leads to the screen that explains it. */
export function SyncPill() {
  const { queries, t, formats } = useApp();
  const { data: status } = useSuspenseQuery(queries.syncStatus());
  const now = useNow(status.pill.state === 'notAnswering');
  const line = pillLine(status.pill, { t, formats, now });
  useSyncAnnouncements(status.pill.state, status.toDecide);
  const isBad = status.pill.state === 'notSaved';
  return (
    <Link to="/sync" className="flex min-w-0 items-center gap-2 rounded-full text-13">
      {status.toDecide > 0 && (
        <span className="flex min-h-7 shrink-0 items-center rounded-full bg-warning-soft px-3 font-semibold text-warning-text">
          {t('sync.toDecide', { n: status.toDecide })}
        </span>
      )}
      <span
        className={`flex min-h-7 min-w-0 items-center gap-1.5 rounded-full border px-3 ${isBad ? 'border-transparent bg-danger font-semibold text-on-solid' : 'border-line bg-surface text-muted hover:text-text'}`}
      >
        <Icon name={icons[status.pill.state]} size={14} />
        <span className="sr-only">{t('sync.pillLabel')} </span>
        <span className="truncate tabular-nums">{line}</span>
      </span>
    </Link>
  );
}

/** Says aloud what changes what a person would do; progress is left to those who look. */
function useSyncAnnouncements(state: Pill['state'], toDecide: number): void {
  const { announce, t } = useApp();
  const before = useRef({ state, toDecide });
  useEffect(() => {
    const { state: oldState, toDecide: oldToDecide } = before.current;
    before.current = { state, toDecide };
    if (toDecide > oldToDecide) announce(t('sync.announceDecide', { n: toDecide }));
    else if (state === 'offline' && oldState !== 'offline') announce(t('sync.announceOffline'));
    else if (oldState === 'offline' && state !== 'offline') announce(t('sync.announceOnline'));
    else if (state === 'notSaved' && oldState !== 'notSaved') announce(t('sync.explainNotSaved'));
  }, [announce, state, t, toDecide]);
}
