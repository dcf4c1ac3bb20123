import * as z from 'zod';
import { jsonObjectSchema, type JsonObject } from '@educrowd/shared/primitives/json';
import { authorize, mayDo } from '../../platform/access.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { listEntries, memberNames, titlesOf } from './audit-store.ts';

export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  /** Null: the system did it. */
  readonly actorId: string | null;
  /** Null of the system, and of people who are no members. */
  readonly actorName: string | null;
  readonly details: JsonObject;
  /** Whom it was done to, where that is a member. */
  readonly memberName: string | null;
  /** Of the course or campaign that it was done to, as it is called now; null where there is none that the reader may see. */
  readonly title: string | null;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Where the next older page begins; null at the end. */
  readonly before: number | null;
}

const bodySchema = z.object({ details: jsonObjectSchema });

/** The newest entries before a sequence number, the newest first. */
export async function readAudit(
  tx: ReadTx,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<AuditPage> {
  authorize(tx, 'audit.view');
  const rows = await listEntries(tx, { before, limit: limit + 1 });
  const shown = rows.slice(0, limit).map(({ body, ...row }) => ({ ...row, details: detailsOf(body) }));
  const idIn = (details: JsonObject, name: string): string | null =>
    z.uuid().safeParse(details[name]).data ?? null;
  const memberOf = (details: JsonObject): string | null => idIn(details, 'member');
  const ids = shown.flatMap(({ actorId, details }) => [actorId, memberOf(details)]);
  const names = await memberNames(tx, [...new Set(ids.filter((id) => id !== null))]);
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  // Who only reads the log learns nothing from it of what is not published.
  const titlesIn = async (kind: 'course' | 'campaign'): Promise<ReadonlyMap<string, string>> => {
    if (!mayDo(tx, `${kind}.preview`)) return new Map();
    const wanted = shown.map(({ details }) => idIn(details, `${kind}Id`));
    return titlesOf(tx, kind, [...new Set(wanted.filter((id) => id !== null))]);
  };
  const titles = new Map([...(await titlesIn('course')), ...(await titlesIn('campaign'))]);
  const titleOf = (details: JsonObject): string | null =>
    titles.get(idIn(details, 'courseId') ?? idIn(details, 'campaignId') ?? '') ?? null;
  return {
    entries: shown.map((entry) => ({
      ...entry,
      actorName: nameOf(entry.actorId),
      memberName: nameOf(memberOf(entry.details)),
      title: titleOf(entry.details),
    })),
    before: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null,
  };
}

/** Also of an entry that somebody has spoilt: the screen has to show it. */
function detailsOf(body: string): JsonObject {
  try {
    return bodySchema.parse(JSON.parse(body)).details;
  } catch {
    return {};
  }
}
