import * as z from 'zod';
import { jsonObjectSchema, type JsonObject } from '@educrowd/shared/primitives/json';
import { authorize } from '../../platform/access.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { listEntries, memberNames } from './audit-store.ts';

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
  const memberOf = (details: JsonObject): string | null => z.uuid().safeParse(details['member']).data ?? null;
  const ids = shown.flatMap(({ actorId, details }) => [actorId, memberOf(details)]);
  const names = await memberNames(tx, [...new Set(ids.filter((id) => id !== null))]);
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return {
    entries: shown.map((entry) => ({
      ...entry,
      actorName: nameOf(entry.actorId),
      memberName: nameOf(memberOf(entry.details)),
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
