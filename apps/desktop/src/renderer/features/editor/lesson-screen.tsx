import { useMemo } from 'react';
import type { OutlineLesson } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { WindowTitle } from '../../ui/window-title.tsx';
import { TextPane } from './text-pane.tsx';
import { TextTitle } from './text-title.tsx';

interface LessonScreenProps {
  courseId: string;
  lesson: OutlineLesson;
  /** Just created: the title is selected, ready to be typed over. */
  isNew: boolean;
}

export function LessonScreen({ courseId, lesson, isNew }: LessonScreenProps) {
  const { engine, t } = useApp();
  const home = useMemo(() => ({ courseId }), [courseId]);
  return (
    <>
      <WindowTitle of={lesson.title} />
      <TextPane documentId={lesson.documentId} home={home} label={t('editor.lessonText')}>
        <TextTitle
          label={t('editor.lessonTitle')}
          missing={t('editor.titleMissing')}
          title={lesson.title}
          save={(title, seen) => engine.client.courses.rename({ kind: 'lesson', id: lesson.id, title, seen })}
          isNew={isNew}
        />
      </TextPane>
    </>
  );
}
