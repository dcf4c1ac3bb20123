import { useState, type ReactNode } from 'react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { JsonValue } from '@educrowd/shared/primitives/json';
import { jsonEqual } from '@educrowd/shared/primitives/json';
import type { OpenConflict } from '../../../ipc/sync.ts';
import { fieldOf } from '@educrowd/shared/synced-entities';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { ConflictEdit } from './conflict-edit.tsx';
import { conflictQuestion, fieldName } from './conflict-words.ts';
import { RestoredCard } from './restored-card.tsx';
import { valueText, type ValueContext } from './value-text.ts';
import { WordDiff } from './word-diff.tsx';

/** Both values of one field side by side, with the words that differ marked. */
export function ConflictCard({ conflict }: { conflict: OpenConflict }) {
  if (conflict.kind === 'restored') return <RestoredCard conflict={conflict} />;
  return <FieldConflict conflict={conflict} />;
}

function FieldConflict({ conflict }: { conflict: OpenConflict }) {
  const { engine, queries, showToast, unfinished, t, formats } = useApp();
  const act = useAct();
  const context = useValueContext(conflict);
  const { data: session } = useSuspenseQuery(queries.session());
  const draftKey = `conflict ${conflict.id}`;
  const [isEditing, setEditing] = useState(() => unfinished.has(draftKey));
  const show = (value: JsonValue) => valueText(value, { field: conflict.field, context, t, formats });
  const keep = (value: JsonValue) =>
    void act(async () => {
      await engine.client.sync.resolveConflict({
        id: conflict.id,
        value,
        presentValue: conflict.presentValue,
      });
      unfinished.delete(draftKey);
      showToast({ text: t('sync.decided') });
    });
  const isChangedSince = !jsonEqual(conflict.presentValue, conflict.winnerValue);
  const [left, right] = [show(conflict.winnerValue), show(conflict.loserValue)];
  return (
    <li className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h2 className="min-w-0 flex-1 text-17 font-semibold">{conflict.rowLabel}</h2>
          <time
            dateTime={conflict.createdAt}
            title={formats.exact(conflict.createdAt)}
            className="text-13 text-muted"
          >
            {formats.moment(conflict.createdAt)}
          </time>
        </div>
        <p className="max-w-[68ch] text-15 text-muted">
          {conflictQuestion(conflict, session.current?.displayName ?? '', t)}
        </p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Side heading={t('sync.inPlace')} name={conflict.winnerName}>
          <Value text={left} other={right} change="removed" />
          <Button onClick={() => keep(conflict.winnerValue)}>{t('sync.keepLeft')}</Button>
        </Side>
        <Side heading={t('sync.kept')} name={conflict.loserName}>
          <Value text={right} other={left} change="added" />
          <Button onClick={() => keep(conflict.loserValue)}>{t('sync.keepRight')}</Button>
        </Side>
      </div>
      {isChangedSince && (
        <p className="text-14 text-warning-text">
          {t('sync.changedSince', { value: show(conflict.presentValue) })}
        </p>
      )}
      {isEditing ? (
        <ConflictEdit
          label={t('sync.editLabel', { field: fieldName(conflict.field, t) })}
          field={fieldOf(conflict.entityName, conflict.field ?? '')}
          draftKey={draftKey}
          value={left}
          onKeep={keep}
          onCancel={() => setEditing(false)}
        />
      ) : (
        isWords(conflict.field) && (
          <Button look="quiet" icon="pencil" className="-ml-3 self-start" onClick={() => setEditing(true)}>
            {t('sync.edit')}
          </Button>
        )
      )}
    </li>
  );
}

/** Fields that hold words, so that a third version can be written out of both. */
const isWords = (field: string | null): boolean =>
  ['title', 'summary', 'name', 'description', 'question', 'answer'].includes(field ?? '');

function Side({ heading, name, children }: { heading: string; name: string; children: ReactNode }) {
  const { t } = useApp();
  const by = t('sync.byName', { name });
  return (
    <section
      aria-label={`${heading} ${by}`}
      className="flex min-w-0 flex-col items-start gap-2 rounded-control bg-sunken p-3"
    >
      <h3 className="text-13 text-muted">
        <strong className="font-semibold text-text">{heading}</strong> {by}
      </h3>
      {children}
    </section>
  );
}

function Value({ text, other, change }: { text: string; other: string; change: 'added' | 'removed' }) {
  const { t } = useApp();
  return (
    <p className="mb-1 flex-1 text-15 [overflow-wrap:anywhere] whitespace-pre-wrap">
      {text === '' ? (
        <span className="text-muted">{t('sync.emptyValue')}</span>
      ) : (
        <WordDiff text={text} other={other} change={change} />
      )}
    </p>
  );
}

/** What values may refer to: sections of the course that are named by id, a currency, a clock. */
function useValueContext({ courseId, campaignId }: OpenConflict): ValueContext {
  const { queries } = useApp();
  const { data: outline } = useQuery({ ...queries.outline(courseId ?? ''), enabled: courseId !== null });
  const { data: open } = useQuery({ ...queries.campaign(campaignId ?? ''), enabled: campaignId !== null });
  return {
    sectionTitles: new Map(outline?.sections.map((section) => [section.id, section.title])),
    currency: outline?.course.currency ?? open?.campaign.currency ?? null,
    timeZone: open?.campaign.timeZone ?? null,
  };
}
