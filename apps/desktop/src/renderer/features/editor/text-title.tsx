import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { storedTitle } from '../../app/stored-title.ts';
import { useField } from '../../app/use-field.ts';
import { useFullNote } from '../../app/use-full-note.ts';
import { useTextBelow } from './editor-context.tsx';

const MAX_TITLE = 300;

interface TextTitleProps {
  /** Of the field, e.g. "Lesson title". */
  label: string;
  /** Said while the field is empty. */
  missing: string;
  title: string;
  save: (title: string, seen: string) => Promise<void>;
  /** Just created: it is selected, ready to be typed over. */
  isNew: boolean;
}

/** The title above a text, as large as it will be read. */
export function TextTitle({ label, missing, title, save, isNew }: TextTitleProps) {
  const { goToText, isReadOnly } = useTextBelow();
  const input = useRef<HTMLTextAreaElement>(null);
  const errorId = useId();
  const { shown, change, failure, onFocus, onBlur } = useField({
    label,
    value: title,
    // An empty title is kept in the field only: the last one stays until there is another.
    save: (typed, seen) => save(typed.trim(), storedTitle(seen, title)),
    unfinished: { isSo: isBlank },
  });
  useEffect(() => {
    if (!isNew) return;
    input.current?.focus();
    input.current?.select();
  }, [isNew]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    // Enter leads into the text.
    goToText();
  };
  const { note, onTyped, onLeft } = useFullNote(shown, MAX_TITLE);
  const problem = isBlank(shown) ? missing : failure;
  return (
    <div className="mb-6">
      <h1 className="sr-only">{title}</h1>
      <textarea
        ref={input}
        aria-label={label}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : errorId}
        dir="auto"
        rows={1}
        maxLength={MAX_TITLE}
        readOnly={isReadOnly}
        value={shown}
        onChange={(event) => {
          onTyped();
          change(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '));
        }}
        onFocus={onFocus}
        onBlur={() => {
          onLeft();
          onBlur();
        }}
        onKeyDown={onKeyDown}
        className="field-sizing-content w-full resize-none bg-transparent text-32 font-bold text-balance outline-none placeholder:text-muted"
        placeholder={label}
      />
      {problem !== undefined && (
        <p id={errorId} role="alert" className="text-14 text-danger-text">
          {problem}
        </p>
      )}
      <div role="status" className="text-14 text-muted">
        {note}
      </div>
    </div>
  );
}

const isBlank = (title: string): boolean => title.trim() === '';
