import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { TRASH_DAYS } from '@educrowd/shared/sync/tombstones';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { WindowTitle } from '../../ui/window-title.tsx';
import { NotFound } from '../shell/error-screen.tsx';
import { usePuttingBack } from '../trash/use-putting-back.ts';

interface LessonGoneProps {
  courseId: string;
  lessonId: string;
  /** What it was called while it was open; undefined where nobody has seen it here. */
  title: string | undefined;
}

/** In place of a lesson that is not in its course any more: where it is, and the way to have it back. */
export function LessonGone({ courseId, lessonId, title: lastTitle }: LessonGoneProps) {
  const { queries, t } = useApp();
  const { data: trash = [] } = useQuery(queries.trash());
  const trashed = trash.find(({ kind, id }) => kind === 'lesson' && id === lessonId);
  const isInTrash = trashed !== undefined;
  const title = trashed?.title ?? lastTitle;
  const putBack = usePuttingBack({ kind: 'lesson', id: lessonId, title: title ?? '' });
  useEffect(() => {
    // The keyboard was in the text that is gone.
    if (document.activeElement === document.body) document.getElementById('work')?.focus();
  }, []);
  if (title === undefined) return <NotFound />;
  const heading = isInTrash ? t('course.lessonInTrash', { title }) : t('course.lessonGone', { title });
  return (
    <>
      <WindowTitle of={heading} />
      <EmptyState
        icon="trash"
        title={heading}
        body={isInTrash ? t('course.lessonInTrashBody', { days: TRASH_DAYS }) : t('course.lessonGoneBody')}
      >
        {isInTrash ? (
          <Button icon="restore" onClick={putBack}>
            {t('trash.restore')}
          </Button>
        ) : (
          <ButtonLink to="/trash">{t('commands.trash')}</ButtonLink>
        )}
        <ButtonLink to="/course/$courseId" params={{ courseId }}>
          {t('course.toOverview')}
        </ButtonLink>
      </EmptyState>
    </>
  );
}
