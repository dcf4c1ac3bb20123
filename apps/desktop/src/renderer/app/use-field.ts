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
    /** Names the field within the window, where such a value stays also while the person is elsewhere. */
    readonly key?: string;
    /** Such a value stays in the field until it is mended, and is no step on the undo stack. */
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
  /** Why what is shown could not be saved. It stays in the field; the next change tries again. */
  readonly failure: string | undefined;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}

/** A field that needs no save button. What one stay in it has saved is one step on the undo stack. */
export function useField<Value>({ label, value, save, unfinished }: FieldOptions<Value>): LiveField<Value> {
  const { t, undo, showToast, engine, waiting, unfinished: kept } = useApp();
  const [draft, setDraft] = useState<Draft<Value> | null>(() => {
    const { key = '' } = unfinished ?? {};
    return kept.has(key) ? { value: kept.get(key) as Value, over: null } : null;
  });
  const [failure, setFailure] = useState<string>();
  /** What this stay in the field began with, and what it has saved last. */
  const stay = useRef({ from: value, to: value });
  const stored = useRef(value);
  const [hasFocus, setHasFocus] = useState(false);
  const isLeft = useRef(true);
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
    if (unfinished?.key === undefined) return;
    if (unfinished.isSo(next)) kept.set(unfinished.key, next);
    else kept.delete(unfinished.key);
  };

  const noteStep = (): void => {
    const { from, to } = stay.current;
    if (Object.is(from, to)) return;
    stay.current = { from: to, to };
    const saveAgain = write.current;
    undo.push({
      label: t('course.fieldChanged', { field: label }),
      undo: () => saveAgain(from),
      redo: () => saveAgain(to),
    });
  };

  const createSaving = () => {
    let isSaved = true;
    return createLatest<Value>({
      save: async (newest) => {
        await write.current(newest);
        isSaved = true;
        setFailure(undefined);
        if (unfinished?.isSo(newest) !== true) stay.current.to = newest;
      },
      onFailure: (error) => {
        isSaved = false;
        const text = failureText(error, t);
        setFailure(text);
        showToast({ text, tone: 'danger' });
      },
      onSettled: () => {
        waiting.delete(saveLatest);
        if (isSaved) setDraft((present) => present && { ...present, over: { stored: stored.current } });
        if (isLeft.current) noteStep();
      },
      connection: engine.connection,
    });
  };

  return {
    shown,
    failure,
    change(next) {
      setDraft({ value: next, over: null });
      keep(next);
      // The field itself may be gone before its value is saved.
      waiting.add(saveLatest);
      saveLatest.current ??= createSaving();
      saveLatest.current(next);
    },
    onFocus() {
      setHasFocus(true);
      isLeft.current = false;
      const from = isUnfinished || failure !== undefined ? value : shown;
      stay.current = { from, to: from };
    },
    onBlur() {
      setHasFocus(false);
      isLeft.current = true;
      if (!waiting.has(saveLatest)) noteStep();
    },
  };
}
