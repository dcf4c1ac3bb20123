/**
 * What a person did and what the app answered. An edit that was acknowledged has to be there afterwards, whatever
 * crashed; one that was cut off may be there or not; and nothing may be there twice.
 */
import type { JsonValue } from '@educrowd/shared/primitives/json';
import { jsonEqual } from '@educrowd/shared/primitives/json';
import type { SyncedTable } from '@educrowd/shared/synced-entities';
import { rowsOf, type WorkspaceView } from './workspace-view.ts';

export interface Attempt {
  acknowledge(): void;
}

export interface EditLedger {
  /** A word that nobody else writes was put into a text. */
  wrote(documentId: string, word: string): Attempt;
  /** A field that nobody else writes was set; one attempt on a field at a time. */
  set(
    table: SyncedTable,
    rowId: string,
    change: { readonly field: string; readonly value: JsonValue },
  ): Attempt;
  /** A row with a title of its own was made. */
  created(table: SyncedTable, title: string): Attempt;
  acknowledged(): number;
  attempted(): number;
  /** What of it a place lacks, or has too often. Empty when all is well. */
  check(view: WorkspaceView): string[];
}

interface Entry {
  isAcknowledged: boolean;
  /** Finds nothing wrong, or says what. Later attempts on the same field decide together with it. */
  readonly check: (view: WorkspaceView, entry: Entry) => string | null;
}

interface FieldAttempt {
  readonly value: JsonValue;
  readonly entry: Entry;
}

export function createEditLedger(): EditLedger {
  const entries: Entry[] = [];
  const fields = new Map<string, FieldAttempt[]>();

  const enter = (check: Entry['check']): Entry & Attempt => {
    const entry = {
      isAcknowledged: false,
      check,
      acknowledge: () => {
        entry.isAcknowledged = true;
      },
    };
    entries.push(entry);
    return entry;
  };

  const checkField = (
    view: WorkspaceView,
    target: { table: SyncedTable; rowId: string; field: string },
  ): string | null => {
    const attempts = fields.get(keyOf(target)) ?? [];
    const lastSure = attempts.findLastIndex(({ entry }) => entry.isAcknowledged);
    if (lastSure < 0) return null;
    const present = view.rows.get(target.table)?.get(target.rowId)?.[target.field] ?? null;
    const isFine = attempts.slice(lastSure).some(({ value }) => jsonEqual(value, present));
    const wanted = JSON.stringify(attempts[lastSure]?.value);
    return isFine ? null : `${keyOf(target)} is ${JSON.stringify(present)}, acknowledged was ${wanted}`;
  };

  return {
    wrote: (documentId, word) =>
      enter((view, { isAcknowledged }) => {
        const count = countWord(view.texts.get(documentId)?.words ?? '', word);
        return judge(`"${word}" in text ${documentId}`, count, isAcknowledged);
      }),
    set: (table, rowId, { field, value }) => {
      const target = { table, rowId, field };
      const attempts = fields.get(keyOf(target)) ?? [];
      fields.set(keyOf(target), attempts);
      // The first attempt on a field answers for all.
      const entry = enter((view) => (attempts[0]?.entry === entry ? checkField(view, target) : null));
      attempts.push({ value, entry });
      return entry;
    },
    created: (table, title) =>
      enter((view, { isAcknowledged }) => {
        const count = rowsOf(view, table).filter((row) => row.title === title).length;
        return judge(`"${title}" in ${table}`, count, isAcknowledged);
      }),
    acknowledged: () => entries.filter((entry) => entry.isAcknowledged).length,
    attempted: () => entries.length,
    check: (view) =>
      entries.flatMap((entry) => {
        const problem = entry.check(view, entry);
        return problem === null ? [] : [`${view.place}: ${problem}`];
      }),
  };
}

const keyOf = ({ table, rowId, field }: { table: string; rowId: string; field: string }): string =>
  `${table} ${rowId} ${field}`;

const countWord = (text: string, word: string): number =>
  text.split(/\s+/).filter((each) => each === word).length;

function judge(what: string, count: number, isAcknowledged: boolean): string | null {
  if (count > 1) return `${what} is there ${count} times`;
  return count === 0 && isAcknowledged ? `${what} was acknowledged and is gone` : null;
}
