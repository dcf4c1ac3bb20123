import { useSuspenseQuery } from '@tanstack/react-query';
import type { TrashedItem } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { TRASH_DAYS } from '../course/course-actions.ts';

const icons = { course: 'course', section: 'folder', lesson: 'lesson' } as const;

export function TrashScreen() {
  const { queries, t } = useApp();
  const { data: items } = useSuspenseQuery(queries.trash());
  return (
    <Page title={t('trash.title')}>
      {items.length === 0 ? (
        <EmptyState
          icon="trash"
          title={t('trash.emptyTitle')}
          body={t('trash.emptyBody', { days: TRASH_DAYS })}
        />
      ) : (
        <>
          <p className="max-w-[68ch] text-15 text-muted">{t('trash.explain', { days: TRASH_DAYS })}</p>
          <ul className="flex flex-col">
            {items.map((item) => (
              <TrashedRow key={`${item.kind}-${item.id}`} item={item} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function TrashedRow({ item }: { item: TrashedItem }) {
  const { engine, undo, showToast, t, formats } = useApp();
  const act = useAct();
  const { courses } = engine.client;
  const target = { kind: item.kind, id: item.id };
  const restore = () =>
    void act(async () => {
      await courses.restore(target);
      const label = t('trash.restored', { title: item.title });
      undo.push({ label, undo: () => courses.trash(target), redo: () => courses.restore(target) });
      showToast({ text: label });
    });
  const words = { course: t('trash.course'), section: t('trash.section'), lesson: t('trash.lesson') };
  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-line py-2">
      <Icon name={icons[item.kind]} className="text-muted" />
      <div className="flex min-w-0 flex-1 flex-col">
        <span className="truncate text-15 font-semibold">{item.title}</span>
        <span className="truncate text-13 text-muted">
          {words[item.kind]}
          {item.kind !== 'course' && ` ${t('trash.inCourse', { course: item.courseTitle })}`}
          {' · '}
          <time dateTime={item.deletedAt} title={formats.exact(item.deletedAt)}>
            {t('trash.deletedWhen', { when: formats.moment(item.deletedAt) })}
          </time>
        </span>
      </div>
      <Button icon="restore" aria-label={t('trash.restoreItem', { title: item.title })} onClick={restore}>
        {t('trash.restore')}
      </Button>
    </li>
  );
}
