import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Editor } from '@tiptap/core';
import type { OutlineLesson } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { EngineUnreachable, reasonOf } from '../../app/engine-failure.ts';
import { useStore } from '../../app/store.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { WindowTitle } from '../../ui/window-title.tsx';
import { LessonPlaceProvider } from './editor-context.tsx';
import { focusTextStart } from './focus-text.ts';
import { LessonEditor } from './lesson-editor.tsx';
import { LessonReader } from './lesson-reader.tsx';
import { LessonTitle } from './lesson-title.tsx';
import type { LessonDocument } from './lesson-document.ts';
import { saveFailureText } from './save-failure.ts';
import { useLessonDocument } from './use-lesson-document.ts';

interface LessonScreenProps {
  courseId: string;
  lesson: OutlineLesson;
  /** Just created: the title is selected, ready to be typed over. */
  isNew: boolean;
}

export function LessonScreen({ courseId, lesson, isNew }: LessonScreenProps) {
  const { t } = useApp();
  const opened = useLessonDocument(lesson.documentId);
  const editor = useRef<Editor | null>(null);
  const onReady = useCallback((ready: Editor) => {
    editor.current = ready;
  }, []);
  const goToText = useCallback(() => editor.current && focusTextStart(editor.current), []);
  const place = useMemo(() => ({ courseId }), [courseId]);
  const document = opened.state === 'open' ? opened.document : null;

  return (
    <LessonPlaceProvider value={place}>
      <WindowTitle of={lesson.title} />
      {document?.readOnly && <Banner tone="warning">{t('editor.readOnlyNewer')}</Banner>}
      {document && <SaveBanner document={document} />}
      <div className="w-full max-w-[760px] self-center px-4 pt-8 sm:px-8 md:px-12">
        <div className="mx-auto max-w-[68ch] text-17">
          <LessonTitle
            lesson={lesson}
            isNew={isNew}
            readOnly={document?.readOnly ?? false}
            onEnter={goToText}
          />
          {document &&
            (document.readOnly ? (
              <LessonReader document={document} />
            ) : (
              <LessonEditor document={document} courseId={courseId} onReady={onReady} />
            ))}
          {opened.state === 'failed' && (
            <EmptyState
              icon="alert"
              title={t('shell.errorTitle')}
              body={t('shell.loadFailed', { reason: reasonOf(opened.error) })}
            >
              <Button onClick={opened.retry}>{t('common.retry')}</Button>
            </EmptyState>
          )}
        </div>
      </div>
    </LessonPlaceProvider>
  );
}

/** Only while something typed is not on the disk. */
function SaveBanner({ document }: { document: LessonDocument }) {
  const { engine, t } = useApp();
  const failure = useStore(document.saveFailure);
  const connection = useStore(engine.connection);
  useEffect(() => {
    if (failure === null) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [failure]);
  // While the engine is away, the frame of the window says so.
  const isSaidAlready = failure instanceof EngineUnreachable && connection === 'lost';
  if (failure === null || isSaidAlready) return null;
  return <Banner tone="danger">{saveFailureText(failure, t)}</Banner>;
}
