import { useState } from 'react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { JsonValue } from '@educrowd/shared/primitives/json';
import { jsonEqual } from '@educrowd/shared/primitives/json';
import type { OpenConflict } from '../../../ipc/sync.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { ConflictEdit } from './conflict-edit.tsx';
import { conflictQuestion, fieldName } from './conflict-words.ts';
import { RestoredCard } from './restored-card.tsx';
import { valueText, type ValueNames } from './value-text.ts';
import { WordDiff } from './word-diff.tsx';

/** Both values of one field side by side, with the words that differ marked. */
export function ConflictCard({ conflict }: { conflict: OpenConflict }) {
  if (conflict.kind === 'restored') return <RestoredCard conflict={conflict} />;
  return <FieldConflict conflict={conflict} />;
}

function FieldConflict({ conflict }: { conflict: OpenConflict }) {
  const { engine, queries, showToast, t, formats } = useApp();
  const act = useAct();
  const names = useValueNames(conflict.courseId);
  const { data: session } = useSuspenseQuery(queries.session());
  const [isEditing, setEditing] = useState(false);
  const show = (value: JsonValue) => valueText(value, { field: conflict.field, names, t, formats });
  const keep = (value: JsonValue) =>
    void act(async () => {
      await engine.client.sync.resolveConflict({
        id: conflict.id,
        value,
        presentValue: conflict.presentValue,
      });
      showToast({ text: t('sync.decided') });
    });
  const isChangedSince = !jsonEqual(conflict.presentValue, conflict.winnerValue);
  const canEdit = typeof conflict.winnerValue === 'string' && !isReference(conflict.field);
  const [left, right] = [show(conflict.winnerValue), show(conflict.loserValue)];
  return (
    <li className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-baseline gap-x-4">
          <h3 className="min-w-0 flex-1 text-17 font-semibold">{conflict.rowLabel}</h3>
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
        <Side
          heading={t('sync.inPlace')}
          name={conflict.winnerName}
          text={left}
          other={right}
          change="removed"
        />
        <Side heading={t('sync.kept')} name={conflict.loserName} text={right} other={left} change="added" />
      </div>
      {isChangedSince && (
        <p className="text-14 text-warning-text">
          {t('sync.changedSince', { value: show(conflict.presentValue) })}
        </p>
      )}
      {isEditing ? (
        <ConflictEdit
          label={t('sync.editLabel', { field: fieldName(conflict.field, t) })}
          value={left}
          onKeep={keep}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => keep(conflict.winnerValue)}>{t('sync.keepLeft')}</Button>
          <Button onClick={() => keep(conflict.loserValue)}>{t('sync.keepRight')}</Button>
          {canEdit && (
            <Button look="quiet" icon="pencil" onClick={() => setEditing(true)}>
              {t('sync.edit')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

const isReference = (field: string | null): boolean =>
  field === 'sectionId' || field === 'parentId' || field === 'position';

interface SideProps {
  heading: string;
  name: string;
  text: string;
  other: string;
  change: 'added' | 'removed';
}

function Side({ heading, name, text, other, change }: SideProps) {
  const { t } = useApp();
  return (
    <section
      aria-label={`${heading} ${t('sync.byName', { name })}`}
      className="flex min-w-0 flex-col gap-2 rounded-control bg-sunken p-3"
    >
      <h4 className="text-13 text-muted">
        <strong className="font-semibold text-text">{heading}</strong> {t('sync.byName', { name })}
      </h4>
      <p className="text-15 [overflow-wrap:anywhere] whitespace-pre-wrap">
        {text === '' ? (
          <span className="text-muted">{t('sync.emptyValue')}</span>
        ) : (
          <WordDiff text={text} other={other} change={change} />
        )}
      </p>
    </section>
  );
}

/** Titles of the sections that a moved item may be in. */
function useValueNames(courseId: string | null): ValueNames {
  const { queries } = useApp();
  const { data } = useQuery({ ...queries.outline(courseId ?? ''), enabled: courseId !== null });
  return new Map(data?.sections.map((section) => [section.id, section.title]));
}
