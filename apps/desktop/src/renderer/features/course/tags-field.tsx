import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { useField } from '../../app/use-field.ts';
import { TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { CourseFieldProps } from './course-details.tsx';

const MAX_TAGS = 30;
const MAX_LENGTH = 60;

export function TagsField({ course, patch }: CourseFieldProps) {
  const { t, unfinished } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const label = t('course.tags');
  // As text: two lists of the same tags are the same value.
  const { shown, change, failure } = useField({
    label,
    value: JSON.stringify(course.tags),
    save: (text, seen) => patch({ tags: tagsIn(text) }, { tags: tagsIn(seen) }),
  });
  const tags = tagsIn(shown);
  const key = `${course.id} ${label}`;
  const [typed, setTyped] = useState(() => String(unfinished.get(key) ?? ''));
  const isFull = typed.trim() !== '' && tags.length >= MAX_TAGS;
  const isTooLong = partsOf(typed).some((tag) => tag.length > MAX_LENGTH);
  const problem = isTooLong
    ? t('course.tagTooLong', { max: MAX_LENGTH })
    : isFull
      ? t('course.tagsFull', { max: MAX_TAGS })
      : failure;

  const add = () => {
    const fits = (tag: string) => tag.length <= MAX_LENGTH;
    const wanted = [...new Set([...tags, ...partsOf(typed).filter(fits)])];
    const next = wanted.slice(0, MAX_TAGS);
    if (next.length > tags.length) change(JSON.stringify(next));
    // What is no tag, or one too many, is still there to be mended.
    const rest = [...wanted.slice(MAX_TAGS), ...partsOf(typed).filter((tag) => !fits(tag))].join(', ');
    setTyped(rest);
    if (rest === '') unfinished.delete(key);
    else unfinished.set(key, rest);
  };
  const remove = (tag: string) => {
    change(JSON.stringify(tags.filter((each) => each !== tag)));
    // The button that had the keyboard is gone.
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ',') return;
    event.preventDefault();
    add();
  };
  useAddedOnLeaving(typed, add);

  return (
    <div className="flex flex-col gap-2">
      <TextField
        ref={input}
        label={label}
        hint={t('course.tagsHint')}
        error={problem}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      {tags.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li
              key={tag}
              className="flex min-h-7 max-w-full items-center gap-0.5 rounded-chip bg-sunken pl-2 text-13"
            >
              <span className="truncate">{tag}</span>
              <button
                type="button"
                aria-label={t('course.removeTag', { tag })}
                onClick={() => remove(tag)}
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

const partsOf = (typed: string): string[] =>
  typed
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');

const tagsIn = (text: string) => JSON.parse(text) as string[];

/** A tag without an Enter is a tag when the field goes, or the window does: neither is told by a blur. */
function useAddedOnLeaving(typed: string, add: () => void): void {
  const { waiting } = useApp();
  const addNow = useEffectEvent(add);
  useEffect(() => () => addNow(), []);
  useEffect(() => {
    if (typed === '') return;
    const unsaved = { flush: () => addNow() };
    waiting.add(unsaved);
    return () => void waiting.delete(unsaved);
  }, [typed, waiting]);
}
