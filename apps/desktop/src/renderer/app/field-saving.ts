import type { ConnectionState } from './engine-connection.ts';
import type { Unsaved } from './guard-leaving.ts';
import { createLatest } from './latest.ts';
import type { Store } from './store.ts';

/** What one stay in a field has changed. */
export interface FieldStep<Value> {
  readonly from: Value;
  readonly to: Value;
}

interface FieldSavingOptions<Value> {
  /** `seen`: what the person knows to be stored. Somebody else may have stored something since. */
  save: (value: Value, seen: Value) => Promise<void>;
  /** A value that cannot be stored as it stands is neither saved nor a step. */
  isUnfinished: (value: Value) => boolean;
  /** What is stored in place of such a value; undefined: what is. */
  instead: () => Value | undefined;
  onFailure: (error: unknown) => void;
  /** Nothing is on its way any more; says whether the newest value was saved. */
  onSettled: (isSaved: boolean) => void;
  /** Somebody left the field while its value was being saved: a step is to come, unless it is refused. */
  onStepDue: (noted: Promise<void>) => void;
  /** Once it is saved. */
  onStep: (step: FieldStep<Value>) => void;
  /** Where it is listed while something is not on the disk. */
  waiting: Set<Unsaved>;
  connection: Store<ConnectionState>;
}

/** Outlives the field itself, which may be gone before its value is saved. */
export interface FieldSaving<Value> {
  /** Somebody came into the field, which held `from`. What they save until they leave is one step. */
  enter(from: Value): void;
  leave(): void;
  /** While nobody is in the field, a change is a step of its own. `from` is what stood there. */
  change(value: Value, from: Value): void;
}

export function createFieldSaving<Value>(options: FieldSavingOptions<Value>): FieldSaving<Value> {
  const { save, isUnfinished, instead, onFailure, onSettled, onStepDue, onStep, waiting, connection } =
    options;
  let isEntered = false;
  /** Whether whoever is in the field has changed it. */
  let isTouched = false;
  let isSaved = true;
  /** Where the first step that is not noted yet begins, and where those end that people have left behind. */
  let begin: Value;
  let ends: Value[] = [];
  /** The newest value that can be stored, and the newest that is. */
  let wished: Value;
  let stored: Value;
  let due: PromiseWithResolvers<void> | null = null;

  const latest = createLatest<Value>({
    save: async (value) => {
      const storable = isUnfinished(value) ? instead() : value;
      if (storable !== undefined) await save(storable, stored);
      isSaved = true;
      if (storable !== undefined) stored = storable;
    },
    onFailure: (error, refused) => {
      isSaved = false;
      ends = ends.map((end) => (Object.is(end, refused) ? stored : end));
      if (Object.is(wished, refused)) wished = stored;
      onFailure(error);
    },
    onSettled: () => {
      waiting.delete(latest);
      onSettled(isSaved);
      note();
    },
    connection,
  });
  const note = (): void => {
    for (const to of ends) {
      if (!Object.is(begin, to)) onStep({ from: begin, to });
      begin = to;
    }
    ends = [];
    due?.resolve();
    due = null;
  };
  const startFrom = (from: Value): void => {
    // While an earlier stay is still being saved, its step is to be noted first: this one follows it.
    if (!waiting.has(latest)) begin = wished = stored = from;
  };
  const enter = (from: Value): void => {
    startFrom(from);
    isEntered = true;
    isTouched = false;
  };
  const leave = (): void => {
    if (!isEntered) return;
    isEntered = false;
    ends.push(wished);
    if (!waiting.has(latest)) return note();
    if (due) return;
    due = Promise.withResolvers();
    onStepDue(due.promise);
  };
  const send = (value: Value): void => {
    if (!isUnfinished(value)) wished = value;
    waiting.add(latest);
    latest.change(value);
  };
  return {
    enter,
    leave,
    change(value, from) {
      if (isEntered) {
        // What came from others until the first letter was seen.
        if (!isTouched) startFrom(from);
        isTouched = true;
        return send(value);
      }
      enter(from);
      send(value);
      leave();
    },
  };
}
