import * as Y from 'yjs';
import { base64ToBytes } from '@educrowd/shared/primitives/bytes';
import type { JsonObject, JsonValue } from '@educrowd/shared/primitives/json';
import type { RefusedChange } from '../../../ipc/sync.ts';
import type { Store } from '../open-store.ts';

interface QuarantineRow {
  readonly seq: number;
  readonly name: string;
  readonly args: string;
  readonly base: string;
  readonly code: string;
  readonly detail: string | null;
  readonly row_label: string;
  readonly course_id: string | null;
  readonly campaign_id: string | null;
  readonly at: string;
}

/** Changes that the school did not accept, in the order in which they were made. */
export const listRefused = ({ db }: Store): RefusedChange[] =>
  readQuarantine(db).map(({ seq, name, args, code, detail, at, ...row }) => ({
    seq,
    name,
    rowLabel: row.row_label,
    courseId: row.course_id,
    campaignId: row.campaign_id,
    content: contentOf(name, JSON.parse(args) as JsonObject),
    code,
    reason: detail ?? '',
    refusedAt: at,
  }));

/** Everything that only this computer has, as JSON text. */
export function exportUnsent({ db }: Store, now: Date): { fileName: string; json: string } {
  const refused = readQuarantine(db).map(({ args, base, ...row }) => ({
    seq: row.seq,
    name: row.name,
    args: JSON.parse(args) as JsonValue,
    base: JSON.parse(base) as JsonValue,
    code: row.code,
    reason: row.detail,
    about: row.row_label,
    courseId: row.course_id,
    campaignId: row.campaign_id,
    refusedAt: row.at,
  }));
  const unsent = db
    .prepare<[], { seq: number; name: string; args: string; base: string; created_at: string }>(
      'select seq, name, args, base, created_at from outbox where result_code is null order by seq',
    )
    .all()
    .map(({ args, base, created_at: createdAt, ...row }) => ({
      ...row,
      args: JSON.parse(args) as JsonValue,
      base: JSON.parse(base) as JsonValue,
      createdAt,
    }));
  const exportedAt = now.toISOString();
  return {
    fileName: `educrowd-unsent-${exportedAt.slice(0, 10)}.json`,
    json: JSON.stringify({ exportedAt, refused, unsent }, null, 2),
  };
}

const readQuarantine = (db: Store['db']): QuarantineRow[] =>
  db
    .prepare<[], QuarantineRow>(
      'select seq, name, args, base, code, detail, row_label, course_id, campaign_id, at from quarantine order by seq',
    )
    .all();

/** What the person wrote, readable and worth copying: typed words, values of fields. */
function contentOf(name: string, args: JsonObject): string {
  if (name === 'document.append') return typedWords(base64ToBytes(String(args.update)));
  const { patch, row } = args;
  const fields = isObject(patch) ? patch : isObject(row) ? row : {};
  return Object.entries(fields)
    .filter(([key, value]) => value !== null && value !== '' && !isInternal(key))
    .map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join('\n');
}

/** The characters that an update brings; where they go cannot be told from the update alone. */
function typedWords(update: Uint8Array): string {
  const parts: string[] = [];
  let last: Y.Item | null = null;
  for (const struct of Y.decodeUpdate(update).structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const isNext: boolean =
      last !== null && struct.origin !== null && Y.compareIDs(struct.origin, last.lastId);
    parts.push(isNext || parts.length === 0 ? struct.content.str : `\n${struct.content.str}`);
    last = struct;
  }
  return parts.join('');
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids, places and what follows from a file: nothing that anybody wrote. */
const isInternal = (key: string): boolean =>
  /^(?:id|.*Id|position|sha256|mimeType|sizeBytes|contentSchema)$/.test(key);
