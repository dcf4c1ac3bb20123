/**
 * Texts that went while a window had them open, because the person lost access or because they were removed. What was
 * typed there meanwhile is still on its way: it is put aside, and this says under which words.
 */
import type { Database } from 'better-sqlite3';
import type { ParentLink } from '@educrowd/shared/entity/define-entity';
import { homeOf } from '@educrowd/shared/sync/home';
import { homeIds } from './homes.ts';

export interface GoneText {
  readonly code: 'NO_ACCESS' | 'NOT_FOUND';
  /** Of `NO_ACCESS`, the title of what it lay in; otherwise why it went, for the person. */
  readonly detail: string | null;
  /** What it was called, and the course or campaign that it lay in. */
  readonly label: string;
  readonly home: ParentLink | null;
}

export interface GoneTexts {
  readonly noteOpened: (documentId: string) => void;
  /** Those that a window may have open, since the engine was started. */
  readonly opened: () => readonly string[];
  readonly add: (documentId: string, gone: GoneText, now: string) => void;
  readonly read: (documentId: string) => GoneText | null;
  /** It is here again. */
  readonly remove: (documentId: string) => void;
  readonly prune: (goneBefore: string) => void;
}

/** Nobody has more windows than this. */
const MAX_OPENED = 100;

interface GoneRow {
  readonly code: GoneText['code'];
  readonly detail: string | null;
  readonly row_label: string;
  readonly course_id: string | null;
  readonly campaign_id: string | null;
}

export function createGoneTexts(db: Database): GoneTexts {
  const insert = db.prepare(
    `insert or replace into gone_text (document_id, code, detail, row_label, course_id, campaign_id, at)
     values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = db.prepare<[string], GoneRow>(
    'select code, detail, row_label, course_id, campaign_id from gone_text where document_id = ?',
  );
  const remove = db.prepare<[string]>('delete from gone_text where document_id = ?');
  const prune = db.prepare<[string]>('delete from gone_text where at < ?');
  const opened = new Set<string>();
  return {
    noteOpened: (documentId) => {
      opened.delete(documentId);
      opened.add(documentId);
      for (const oldest of opened) {
        if (opened.size <= MAX_OPENED) break;
        opened.delete(oldest);
      }
    },
    opened: () => [...opened],
    add: (documentId, { code, detail, label, home }, now) => {
      const { courseId, campaignId } = homeIds(home);
      insert.run(documentId, code, detail, label, courseId, campaignId, now);
    },
    read: (documentId) => {
      const row = select.get(documentId);
      if (!row) return null;
      const home = homeOf({ courseId: row.course_id, campaignId: row.campaign_id });
      return { code: row.code, detail: row.detail, label: row.row_label, home };
    },
    remove: (documentId) => void remove.run(documentId),
    prune: (goneBefore) => void prune.run(goneBefore),
  };
}
