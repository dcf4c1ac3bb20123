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

interface OpenItem {
  place: string;
  kind: string;
  fate: 'kept' | 'changed' | 'opaque' | 'leftOut' | 'nothing';
  what: Set<string>;
}

export function createLossRecorder(): LossRecorder {
  const items: OpenItem[] = [];

  const open = (place: string, kind: string, fate: OpenItem['fate']): OpenItem => {
    const item: OpenItem = { place, kind, fate, what: new Set() };
    items.push(item);
    return item;
  };

  return {
    item(place, kind) {
      const item = open(place, kind, 'kept');
      const settle = (fate: OpenItem['fate'], what: string): void => {
        if (item.fate === 'kept' || item.fate === 'changed') item.fate = fate;
        item.what.add(what);
      };
      return {
        place,
        kind,
        changed: (what) => settle(item.fate === 'kept' ? 'changed' : item.fate, what),
        original: (what) => settle('opaque', what),
        leftOut: (what) => settle('leftOut', what),
        wasNothing() {
          if (item.fate === 'kept') item.fate = 'nothing';
        },
      };
    },
    original: (loss) => void open(loss.place, loss.kind, 'opaque').what.add(loss.what),
    leftOut: (loss) => void open(loss.place, loss.kind, 'leftOut').what.add(loss.what),
    finish() {
      const entries = (fate: OpenItem['fate']): LossItem[] =>
        items
          .filter((item) => item.fate === fate)
          .map(({ place, kind, what }) => ({ place, kind, what: [...what].join(' ') }));
      return {
        kept: items.filter((item) => item.fate === 'kept').length,
        changed: entries('changed'),
        opaque: entries('opaque'),
        leftOut: entries('leftOut'),
      };
    },
  };
}
