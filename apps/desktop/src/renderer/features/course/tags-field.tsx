import { useState, type KeyboardEvent } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { CourseFieldProps } from './course-details.tsx';

const MAX_TAGS = 30;

export function TagsField({ course, patch }: CourseFieldProps) {
  const { t, undo } = useApp();
  const act = useAct();
  const [typed, setTyped] = useState('');

  const change = async (tags: string[]) => {
    const before = course.tags;
    const done = await act(async () => patch({ tags }).then(() => true));
    if (!done) return;
    undo.push({
      label: t('course.fieldChanged', { field: t('course.tags') }),
      undo: () => patch({ tags: before }),
      redo: () => patch({ tags }),
    });
  };
  const add = () => {
    const tag = typed.trim();
    setTyped('');
    if (tag !== '' && !course.tags.includes(tag) && course.tags.length < MAX_TAGS)
      void change([...course.tags, tag]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    add();
  };
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={t('course.tags')}
        hint={t('course.tagsHint')}
        value={typed}
        maxLength={60}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      {course.tags.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {course.tags.map((tag) => (
            <li
              key={tag}
              className="flex min-h-7 max-w-full items-center gap-0.5 rounded-chip bg-sunken pl-2 text-13"
            >
              <span className="truncate">{tag}</span>
              <button
                type="button"
                aria-label={t('course.removeTag', { tag })}
                onClick={() => void change(course.tags.filter((each) => each !== tag))}
                className="flex size-6 items-center justify-center rounded-chip text-muted hover:text-text"
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
