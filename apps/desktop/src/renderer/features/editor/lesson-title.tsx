import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { OutlineLesson } from '../../../ipc/courses.ts';
import { useApp } from '../../app/app-context.tsx';
import { useField } from '../../app/use-field.ts';

interface LessonTitleProps {
  lesson: OutlineLesson;
  isNew: boolean;
  readOnly: boolean;
  /** Enter leads into the text. */
  onEnter: () => void;
}

export function LessonTitle({ lesson, isNew, readOnly, onEnter }: LessonTitleProps) {
  const { t, engine } = useApp();
  const input = useRef<HTMLTextAreaElement>(null);
  const { shown, change, onFocus, onBlur } = useField({
    label: t('editor.lessonTitle'),
    value: lesson.title,
    // An empty title is kept in the field only: the last one stays until there is another.
    save: async (title) =>
      title.trim() === ''
        ? undefined
        : engine.client.courses.rename({ kind: 'lesson', id: lesson.id, title: title.trim() }),
  });
  useEffect(() => {
    if (!isNew) return;
    input.current?.focus();
    input.current?.select();
  }, [isNew, lesson.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onEnter();
  };
  const isMissing = shown.trim() === '';
  return (
    <div className="mb-6">
      <h1 className="sr-only">{lesson.title}</h1>
      <textarea
        ref={input}
        aria-label={t('editor.lessonTitle')}
        aria-invalid={isMissing}
        aria-describedby={isMissing ? 'lesson-title-error' : undefined}
        rows={1}
        maxLength={300}
        readOnly={readOnly}
        value={shown}
        onChange={(event) => change(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))}
        onFocus={onFocus}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
        className="field-sizing-content w-full resize-none bg-transparent text-32 font-bold text-balance outline-none placeholder:text-muted"
        placeholder={t('editor.lessonTitle')}
      />
      {isMissing && (
        <p id="lesson-title-error" role="alert" className="text-14 text-danger-text">
          {t('editor.titleMissing')}
        </p>
      )}
    </div>
  );
}
