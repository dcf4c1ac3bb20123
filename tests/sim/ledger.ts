/** What people did and were told is saved: all of it has to be found again in the end. */
import type { JsonValue } from '@educrowd/shared/primitives/json';
import type { SimDevice } from './device/sim-device.ts';
import type { School } from './school/school.ts';

interface Edit {
  readonly school: School;
  /** Null: in a browser. */
  readonly device: SimDevice | null;
}

/** A value that no other edit writes, and what the person saw in its place. */
export interface FieldEdit extends Edit {
  readonly kind: 'field';
  /** Table and id. */
  readonly row: string;
  readonly field: string;
  readonly value: JsonValue;
  readonly seen: JsonValue;
  /** Of an amount: what it is meant in. */
  readonly currency?: string;
}

export interface TextEdit extends Edit {
  readonly kind: 'text';
  readonly documentId: string;
  readonly words: string;
  /** The text begins with them, as whoever imports the same again writes it. */
  readonly isBeginning: boolean;
  /** What only a newer editor knows was written with them. */
  readonly isNewer: boolean;
}

export interface CreateEdit extends Edit {
  readonly kind: 'create';
  readonly row: string;
}

export interface TagEdit extends Edit {
  readonly kind: 'tag';
  readonly row: string;
  readonly tag: string;
}

/** Somebody was told that this file is kept, in this row. */
export interface FileEdit extends Edit {
  readonly kind: 'file';
  readonly row: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

export type LedgerEdit = FieldEdit | TextEdit | CreateEdit | TagEdit | FileEdit;

export interface Ledger {
  readonly edits: LedgerEdit[];
  readonly note: (edit: LedgerEdit) => void;
}

export function createLedger(): Ledger {
  const edits: LedgerEdit[] = [];
  return { edits, note: (edit) => void edits.push(edit) };
}
