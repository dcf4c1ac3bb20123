import type { ImportTask } from './import-task.ts';
import { withoutTurns } from './one-line.ts';

/**
 * What an import did to the course, item by item.
 *
 * An **item** is one piece of the source that a person would point at:
 *   - the course itself (its title and settings), a section, a lesson;
 *   - a component of a lesson: in OLX one element such as `html`, `problem` or `video`; in Markdown one top-level block of
 *     a file, such as a paragraph, a list, a table or a fenced div with all it holds;
 *   - a file: a picture or an attachment;
 *   - a part of a component that had to be kept as its original, such as a form within a page.
 *
 * Every item is counted once: in `kept` when nothing of it was lost, or by one entry in `changed`, `opaque` or `leftOut`.
 * Each entry of `opaque` is one opaque node in the lessons and the reverse.
 */
export interface LossReport {
  /** Items that are in the course as they were. */
  kept: number;
  /** Items that are in the course, but differ. */
  changed: LossItem[];
  /** Items kept as their original, because no node can hold them. */
  opaque: LossItem[];
  /** Items of the source that are not in the course: drafts, parts that nothing leads to, unused files. */
  leftOut: LossItem[];
}

export interface LossItem {
  /** Where a person finds it: "Week 1 › Intro › problem 3 (problem/a1.xml)". */
  place: string;
  /** What sort of thing it is, in the words of its format: "problem", "table", "file". */
  kind: string;
  /** What happened, as one or more sentences. */
  what: string;
}

export interface LossRecorder {
  /** Opens an item. It counts as kept until told otherwise. */
  item(place: string, kind: string): ItemRecord;
  /** Adds a part that is kept as its original. */
  original(loss: LossItem): void;
  leftOut(loss: LossItem): void;
  finish(): LossReport;
}

export interface ItemRecord {
  readonly place: string;
  readonly kind: string;
  /** Says that the item differs. The same sentence counts once. */
  changed(what: string): void;
  /** Says that the item as a whole is kept as its original. */
  original(what: string): void;
  /** Says that the item did not enter the course. */
  leftOut(what: string): void;
  /** Takes the item back, unless something was said of it: there was nothing in it. */
  wasNothing(): void;
}

type Fate = 'changed' | 'opaque' | 'leftOut';

interface SettledItem {
  place: string;
  kind: string;
  fate: Fate;
  what: Set<string>;
  /** Items are listed in the order in which they were opened, whenever something was said of them. */
  order: number;
}

/** Holds only the items that something was said of; the kept ones are a number. */
export function createLossRecorder(task: Pick<ImportTask, 'spend'>): LossRecorder {
  const settled: SettledItem[] = [];
  let opened = 0;
  let kept = 0;

  const open = (): number => {
    task.spend('items', 1);
    return opened++;
  };
  const settle = (loss: LossItem, fate: Fate, order: number): SettledItem => {
    const item: SettledItem = { place: loss.place, kind: loss.kind, fate, what: new Set([loss.what]), order };
    settled.push(item);
    return item;
  };

  return {
    item(place, kind) {
      const order = open();
      let item: SettledItem | null = null;
      let isKept = true;
      kept++;
      const say = (what: string, fate: Fate): void => {
        if (isKept) kept--;
        isKept = false;
        if (item === null) item = settle({ place, kind, what }, fate, order);
        else item.what.add(what);
        if (item.fate === 'changed') item.fate = fate;
      };
      return {
        place,
        kind,
        changed: (what) => say(what, 'changed'),
        original: (what) => say(what, 'opaque'),
        leftOut: (what) => say(what, 'leftOut'),
        wasNothing() {
          if (isKept) kept--;
          isKept = false;
        },
      };
    },
    original: (loss) => void settle(loss, 'opaque', open()),
    leftOut: (loss) => void settle(loss, 'leftOut', open()),
    finish() {
      const ordered = settled.toSorted((a, b) => a.order - b.order);
      const entries = (fate: Fate): LossItem[] =>
        ordered
          .filter((item) => item.fate === fate)
          .map(({ place, kind, what }) => ({
            place: withoutTurns(place),
            kind: withoutTurns(kind),
            what: withoutTurns([...what].join(' ')),
          }));
      return { kept, changed: entries('changed'), opaque: entries('opaque'), leftOut: entries('leftOut') };
    },
  };
}
