import { useEffect, useRef, useState } from 'react';
import { useApp } from './app-context.tsx';
import { failureText } from './failure-text.ts';
import { followStored, type Draft } from './field-draft.ts';
import { createFieldSaving, type FieldSaving } from './field-saving.ts';

interface FieldOptions<Value> {
  /** Names the field in the undo list. */
  label: string;
  value: Value;
  /** `seen`: what the person knows to be stored. It goes along, so that what others wrote since is not lost. */
  save: (value: Value, seen: Value) => Promise<void>;
  /** Of a field that may hold what cannot be stored as it stands. */
  unfinished?: {
    /** Names the field within the window, where such a value stays also while the person is elsewhere. */
    readonly key?: string;
    /** Such a value stays in the field until it is mended; it is not saved, and no step on the undo stack. */
    readonly isSo: (value: Value) => boolean;
    /** What is stored meanwhile, where that is not what is. */
    readonly instead?: () => Value;
  };
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
    return kept.has(key) ? { value: kept.get(key) as Value, state: 'unsaved' } : null;
  });
  const [failure, setFailure] = useState<string>();
  const [hasFocus, setHasFocus] = useState(false);
  const isUnfinished = (typed: Value): boolean => unfinished?.isSo(typed) === true;
  const instead = unfinished?.instead;
  const latest = useRef({ label, value, save, isUnfinished, instead });
  useEffect(() => {
    latest.current = { label, value, save, isUnfinished, instead };
  });

  const saving = useRef<FieldSaving<Value>>(null);
  const getSaving = () =>
    (saving.current ??= createFieldSaving<Value>({
      save: async (newest, seen) => {
        await latest.current.save(newest, seen);
        setFailure(undefined);
      },
      isUnfinished: (typed) => latest.current.isUnfinished(typed),
      instead: () => latest.current.instead?.(),
      onFailure: (error) => {
        const text = failureText(error, t);
        setFailure(text);
        showToast({ text, tone: 'danger' });
      },
      onSettled: (isSaved) => {
        const before = latest.current.value;
        if (isSaved) setDraft((present) => present && { value: present.value, state: 'saved', before });
      },
      onStepDue: (noted) => undo.expect(noted),
      onStep: ({ from, to }) => {
        const { save: saveAgain, label: field } = latest.current;
        undo.push({
          label: t('course.fieldChanged', { field }),
          undo: () => saveAgain(from, to),
          redo: () => saveAgain(to, from),
        });
      },
      waiting,
      connection: engine.connection,
    }));
  // A field that goes while somebody is in it gets no blur.
  useEffect(() => () => saving.current?.leave(), []);

  const followed = draft && followStored(draft, value);
  const isOver = followed?.state === 'past' && !hasFocus && !isUnfinished(followed.value);
  const next = isOver ? null : followed;
  if (next !== draft) setDraft(next);
  const shown = next ? next.value : value;
  const present = failure !== undefined || isUnfinished(shown) ? value : shown;

  const keep = (typed: Value): void => {
    if (unfinished?.key === undefined) return;
    if (unfinished.isSo(typed)) kept.set(unfinished.key, typed);
    else kept.delete(unfinished.key);
  };
  return {
    shown,
    failure,
    change(typed) {
      setDraft({ value: typed, state: 'unsaved' });
      keep(typed);
      getSaving().change(typed, present);
    },
    onFocus() {
      setHasFocus(true);
      getSaving().enter(present);
    },
    onBlur() {
      setHasFocus(false);
      saving.current?.leave();
    },
  };
}
