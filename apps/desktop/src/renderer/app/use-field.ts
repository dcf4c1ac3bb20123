import { useEffect, useRef, useState } from 'react';
import { useApp } from './app-context.tsx';
import { failureText } from './failure-text.ts';
import { createLatest } from './latest.ts';

interface FieldOptions<Value> {
  /** Names the field in the undo list. */
  label: string;
  value: Value;
  save: (value: Value) => Promise<void>;
  /** Of a field that may hold what cannot be stored as it stands. */
  unfinished?: {
    /** Names the field within the window. */
    readonly key: string;
    /** Such a value stays in the field, also while the person is elsewhere, until it is mended. */
    readonly isSo: (value: Value) => boolean;
  };
}

interface Draft<Value> {
  readonly value: Value;
  /**
   * What the field got from outside when everything had been saved: the stored value comes back a moment later, and until
   * then the person goes on seeing their own words. Null while something is still to be saved.
   */
  readonly over: { readonly stored: Value } | null;
}

export interface LiveField<Value> {
  /** What the person typed, until what is stored has changed after they left; else what is stored. */
  readonly shown: Value;
  /** Saves at once; the person sees their own words even while others change the same field. */
  readonly change: (value: Value) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** A field that needs no save button. One stay in it is one step on the undo stack. */
export function useField<Value>({ label, value, save, unfinished }: FieldOptions<Value>): LiveField<Value> {
  const { t, undo, showToast, engine, waiting, unfinished: kept } = useApp();
  const [draft, setDraft] = useState<Draft<Value> | null>(() => {
    const { key = '' } = unfinished ?? {};
    return kept.has(key) ? { value: kept.get(key) as Value, over: null } : null;
  });
  const before = useRef(value);
  const stored = useRef(value);
  const [hasFocus, setHasFocus] = useState(false);
  const write = useRef(save);
  const saveLatest = useRef<((value: Value) => void) | null>(null);
  useEffect(() => {
    write.current = save;
    stored.current = value;
  }, [save, value]);

  const isUnfinished = draft !== null && unfinished?.isSo(draft.value) === true;
  const isOver =
    !hasFocus &&
    !isUnfinished &&
    draft?.over &&
    (Object.is(draft.value, value) || !Object.is(draft.over.stored, value));
  if (isOver) setDraft(null);
  const shown = draft && !isOver ? draft.value : value;

  const keep = (next: Value): void => {
    if (unfinished === undefined) return;
    if (unfinished.isSo(next)) kept.set(unfinished.key, next);
    else kept.delete(unfinished.key);
  };

  return {
    shown,
    change(next) {
      setDraft({ value: next, over: null });
      keep(next);
      // The field itself may be gone before its value is saved.
      waiting.add(saveLatest);
      saveLatest.current ??= createLatest<Value>({
        save: (newest) => write.current(newest),
        onFailure: (error) => showToast({ text: failureText(error, t), tone: 'danger' }),
        onSettled: () => {
          waiting.delete(saveLatest);
          setDraft((present) => present && { ...present, over: { stored: stored.current } });
        },
        connection: engine.connection,
      });
      saveLatest.current(next);
    },
    onFocus() {
      setHasFocus(true);
      before.current = isUnfinished ? value : shown;
    },
    onBlur() {
      setHasFocus(false);
      const [from, to] = [before.current, shown];
      if (Object.is(from, to) || isUnfinished) return;
      undo.push({
        label: t('course.fieldChanged', { field: label }),
        undo: () => save(from),
        redo: () => save(to),
      });
    },
  };
}
