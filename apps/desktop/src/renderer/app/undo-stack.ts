import { EngineFailure } from './engine-failure.ts';

/**
 * Undo for everything outside a text: each action leaves the commands that take it back and that do it again. They are
 * ordinary edits, so undoing works offline. They say what they take back, so that what somebody else wrote there since is
 * kept as a conflict.
 */
export interface UndoableAction {
  /** Names the action for the person, e.g. "Lesson moved". */
  readonly label: string;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

export interface UndoStack {
  /** Does something, and remembers it once it is done. What is taken back meanwhile waits for it. */
  perform<Value>(run: () => Promise<Value>, remember: (done: Value) => UndoableAction): Promise<Value>;
  /** Remembers an action that has just been done. */
  push(action: UndoableAction): void;
  /** The step of something that is still being saved is to come: what is asked for from now on waits for it. */
  expect(step: Promise<unknown>): void;
  /**
   * Takes back the last action, or the given one while it is remembered. Answers which it was, or null when there was
   * none. An action that fails stays undoable, unless the engine refused it.
   */
  undo(which?: UndoableAction): Promise<UndoableAction | null>;
  redo(): Promise<UndoableAction | null>;
  clear(): void;
}

const LIMIT = 100;

export function createUndoStack(): UndoStack {
  let done: UndoableAction[] = [];
  let undone: UndoableAction[] = [];
  // One step after the other: a held-down key must not run two inverse commands at once.
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <Value>(step: () => Promise<Value>): Promise<Value> => {
    const next = turn.then(step);
    turn = next.catch(() => undefined);
    return next;
  };
  const push = (action: UndoableAction): void => {
    done = [...done, action].slice(-LIMIT);
    undone = [];
  };
  const expect = (step: Promise<unknown>): void => {
    // What was refused is told to whoever asked for it, and is no step.
    inTurn(() => step).catch(() => undefined);
  };
  return {
    async perform(run, remember) {
      const performed = run().then((value) => {
        push(remember(value));
        return value;
      });
      expect(performed);
      return performed;
    },
    push,
    expect,
    undo: (which) =>
      inTurn(async () => {
        const action = which === undefined ? done.at(-1) : done.find((each) => each === which);
        if (!action) return null;
        const take = (): void => {
          done = done.filter((each) => each !== action);
        };
        await action.undo().catch(giveUp(take));
        take();
        undone = [...undone, action];
        return action;
      }),
    redo: () =>
      inTurn(async () => {
        const action = undone.at(-1);
        if (!action) return null;
        const take = (): void => {
          undone = undone.filter((each) => each !== action);
        };
        await action.redo().catch(giveUp(take));
        take();
        done = [...done, action];
        return action;
      }),
    clear() {
      done = [];
      undone = [];
    },
  };
}

/** What the engine has refused it will refuse again: such an action must not stand before those that it would not. */
const giveUp =
  (take: () => void) =>
  (error: unknown): never => {
    if (error instanceof EngineFailure) take();
    throw error;
  };
