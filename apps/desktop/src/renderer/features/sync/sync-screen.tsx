import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { useAct } from '../../app/use-act.ts';
import { useNow } from '../../app/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useListFocus } from '../../ui/use-list-focus.ts';
import { ConflictCard } from './conflict-card.tsx';
import { pillExplanation, pillLine } from './pill-line.ts';
import { RefusedList } from './refused-list.tsx';
import { useExportUnsent } from './use-export-unsent.ts';

/** What the pill says in a sentence, what waits for a decision, and what the school did not accept. */
export function SyncScreen() {
  const { queries, engine, t } = useApp();
  const act = useAct();
  const exportUnsent = useExportUnsent();
  const { data: session } = useSuspenseQuery(queries.session());
  const { data: conflicts } = useSuspenseQuery(queries.conflicts());
  const listFocus = useListFocus<HTMLUListElement>(conflicts);
  const { data: refused } = useSuspenseQuery(queries.refused());
  const [tab, setTab] = useState<string | null>(null);
  const hasSchool = session.current?.school !== null;
  const actions = (
    <>
      <Button onClick={exportUnsent}>{t('sync.exportUnsent')}</Button>
      {hasSchool && session.signedIn && (
        <Button icon="sync" onClick={() => void act(() => engine.client.sync.syncNow())}>
          {t('sync.syncNow')}
        </Button>
      )}
      {(!hasSchool || !session.signedIn) && (
        <ButtonLink look="primary" to="/connect">
          {hasSchool ? t('session.signIn') : t('session.connectSchool')}
        </ButtonLink>
      )}
    </>
  );
  const count = (label: string, n: number) => (n === 0 ? label : t('sync.tabCount', { label, n }));
  return (
    <Page title={t('sync.title')} actions={actions}>
      <StatusText />
      <Tabs
        label={t('sync.title')}
        value={tab ?? (conflicts.length === 0 && refused.length > 0 ? 'refused' : 'decide')}
        onChange={setTab}
        tabs={[
          {
            id: 'decide',
            label: count(t('sync.tabDecide'), conflicts.length),
            content:
              conflicts.length === 0 ? (
                <EmptyState icon="check" title={t('sync.nothingTitle')} body={t('sync.nothingDecide')} />
              ) : (
                <ul {...listFocus} className="flex flex-col gap-4 py-6">
                  {conflicts.map((conflict) => (
                    <ConflictCard key={conflict.id} conflict={conflict} />
                  ))}
                </ul>
              ),
          },
          {
            id: 'refused',
            label: count(t('sync.tabRefused'), refused.length),
            content:
              refused.length === 0 ? (
                <EmptyState icon="check" title={t('sync.nothingTitle')} body={t('sync.nothingRefused')} />
              ) : (
                <RefusedList changes={refused} />
              ),
          },
        ]}
      />
    </Page>
  );
}

function StatusText() {
  const { queries, t, formats } = useApp();
  const { data: status } = useSuspenseQuery(queries.syncStatus());
  const now = useNow(status.pill.state === 'notAnswering');
  return (
    <section
      aria-label={t('sync.status')}
      className="flex flex-col gap-1 rounded-card border border-line bg-surface p-4"
    >
      <p className="text-17 font-semibold tabular-nums">{pillLine(status.pill, { t, formats, now })}</p>
      <p className="max-w-[68ch] text-15 text-muted">{pillExplanation(status.pill, t)}</p>
    </section>
  );
}
