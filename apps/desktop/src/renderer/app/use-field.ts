import { useEffect, useRef, useState } from 'react';
import { useApp } from './app-context.tsx';
import { failureText } from './failure-text.ts';
import { createLatest } from './latest.ts';

interface FieldOptions<Value> {
  /** Names the field in the undo list. */
  label: string;
  value: Value;
  save: (value: Value) => Promise<void>;
}

export interface LiveField<Value> {
  /** What the person typed while the field has the focus or it is still to be saved, else what is stored. */
  readonly shown: Value;
  /** Saves at once; the person sees their own words even while others change the same field. */
  readonly change: (value: Value) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** A field that needs no save button. One stay in it is one step on the undo stack. */
export function useField<Value>({ label, value, save }: FieldOptions<Value>): LiveField<Value> {
  const { t, undo, showToast, engine } = useApp();
  const [draft, setDraft] = useState<{ value: Value } | null>(null);
  const before = useRef(value);
  const hasFocus = useRef(false);
  const isSaving = useRef(false);
  const write = useRef(save);
  const saveLatest = useRef<((value: Value) => void) | null>(null);
  useEffect(() => {
    write.current = save;
  }, [save]);

  return {
    shown: draft ? draft.value : value,
    change(next) {
      setDraft({ value: next });
      isSaving.current = true;
      saveLatest.current ??= createLatest<Value>({
        save: (newest) => write.current(newest),
        onFailure: (error) => showToast({ text: failureText(error, t), tone: 'danger' }),
        onSettled: () => {
          isSaving.current = false;
          if (!hasFocus.current) setDraft(null);
        },
        connection: engine.connection,
      });
      saveLatest.current(next);
    },
    onFocus() {
      hasFocus.current = true;
      before.current = draft ? draft.value : value;
    },
    onBlur() {
      hasFocus.current = false;
      if (!isSaving.current) setDraft(null);
      const [from, to] = [before.current, draft ? draft.value : value];
      if (Object.is(from, to)) return;
      undo.push({
        label: t('course.fieldChanged', { field: label }),
        undo: () => save(from),
        redo: () => save(to),
      });
    },
  };
}
