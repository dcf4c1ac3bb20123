/**
 * Everything that one place has of a school's courses: every synced row, and what every text says. Read from a device's
 * file or from the server's own bootstrap, so that places can be held against each other.
 */
import { createHash } from 'node:crypto';
import { openDatabase } from '@educrowd/db/sqlite/open-database';
import { createRowTable } from '@educrowd/db/sqlite/row-table';
import { readDocumentForDisplay } from '@educrowd/shared/content/content-for-display';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import { projectText } from '@educrowd/shared/content/project-text';
import { readDocument } from '@educrowd/shared/content/yjs-document';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { canonicalJson, type JsonValue } from '@educrowd/shared/primitives/json';
import { syncedEntities, type SyncedTable } from '@educrowd/shared/synced-entities';

export interface WorkspaceView {
  /** Says where it was read, in messages. */
  readonly place: string;
  readonly rows: ReadonlyMap<SyncedTable, ReadonlyMap<string, WireRow>>;
  /** By the document's id. */
  readonly texts: ReadonlyMap<string, Text>;
}

export interface Text {
  readonly content: ContentDoc;
  /** Its words, as search and students get them. */
  readonly words: string;
  /** Parts that this version does not know. */
  readonly isPartlyUnknown: boolean;
}

/** What a device shows, with everything that it has not sent yet. Its engine may run meanwhile. */
export function readDeviceView(place: string, databasePath: string): WorkspaceView {
  const db = openDatabase(databasePath);
  try {
    // One snapshot of all tables.
    return db.transaction(() => {
      const rows = new Map(
        syncedEntities.map((entity) => [
          entity.table,
          new Map(
            createRowTable(db, entity)
              .select('true order by id')
              .map((row) => [String(row.id), row]),
          ),
        ]),
      );
      const stored = db
        .prepare<[], { document_id: string; bytes: Buffer }>(
          'select document_id, bytes from document_update order by id',
        )
        .all();
      const updates = Map.groupBy(stored, (each) => each.document_id);
      const texts = new Map(
        [...(rows.get('documents')?.keys() ?? [])].map((id) => [
          id,
          readText((updates.get(id) ?? []).map(({ bytes }) => bytes)),
        ]),
      );
      return { place, rows, texts };
    })();
  } finally {
    db.close();
  }
}

export function readText(updates: readonly Uint8Array[]): Text {
  const read = readDocument(updates);
  const content = read.ok ? read.value : readDocumentForDisplay(updates);
  return { content, words: projectText(content), isPartlyUnknown: !read.ok };
}

/** All rows of a table; empty when the place has none. */
export const rowsOf = (view: WorkspaceView, table: SyncedTable): readonly WireRow[] => [
  ...(view.rows.get(table)?.values() ?? []),
];

/** What differs between two places, a line for each row and text; empty when they are equal. */
export function compareViews(a: WorkspaceView, b: WorkspaceView): string[] {
  const rows = syncedEntities.flatMap(({ table }) => {
    const [left, right] = [
      a.rows.get(table) ?? new Map<string, WireRow>(),
      b.rows.get(table) ?? new Map<string, WireRow>(),
    ];
    return allKeys(left, right).flatMap((id) =>
      differingFields(left.get(id), right.get(id)).map((what) => `${table} ${id} ${what}`),
    );
  });
  const texts = allKeys(a.texts, b.texts).flatMap((id) => {
    const [left, right] = [a.texts.get(id), b.texts.get(id)];
    const isSame = left && right && left.words === right.words && contentOf(left) === contentOf(right);
    return isSame ? [] : [`text ${id}: "${left?.words ?? 'none'}" and "${right?.words ?? 'none'}"`];
  });
  return [...rows, ...texts].map((line) => `${a.place} and ${b.place}: ${line}`);
}

const contentOf = ({ content }: Text): string => canonicalJson(content as unknown as JsonValue);

const allKeys = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] => [
  ...new Set([...a.keys(), ...b.keys()]),
];

function differingFields(a: WireRow | undefined, b: WireRow | undefined): string[] {
  if (!a || !b) return [a ? 'is in the first alone' : 'is in the second alone'];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys]
    .filter((key) => canonicalJson(a[key] ?? null) !== canonicalJson(b[key] ?? null))
    .map((key) => `${key}: ${canonicalJson(a[key] ?? null)} and ${canonicalJson(b[key] ?? null)}`);
}

/** One number for everything in a view: equal views have equal ones. */
export function checksumOf(view: WorkspaceView): string {
  const hash = createHash('sha256');
  for (const { table } of syncedEntities) {
    const rows = rowsOf(view, table).toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
    for (const row of rows) hash.update(`${table} ${canonicalJson({ ...row })}\n`);
  }
  for (const id of [...view.texts.keys()].toSorted()) {
    const text = view.texts.get(id);
    if (text) hash.update(`${id} ${contentOf(text)} ${text.words}\n`);
  }
  return hash.digest('hex');
}

export const countRows = (view: WorkspaceView): number =>
  [...view.rows.values()].reduce((sum, rows) => sum + rows.size, 0);
