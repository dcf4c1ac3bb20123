import * as z from 'zod';
import { command, query } from './procedure.ts';
import type { JsonValue } from '@educrowd/shared/primitives/json';

const jsonValue = z.json() as z.ZodType<JsonValue>;

/** The first true line of the sync pill, in the order of the design: what a person is told. */
export const syncStatus = z.strictObject({
  pill: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('notSaved'), reason: z.string() }),
    /** The workspace has not been connected to a school. */
    z.strictObject({ state: z.literal('local'), saved: z.int() }),
    z.strictObject({ state: z.literal('signIn'), saved: z.int() }),
    /** The school gives this person no role at present. */
    z.strictObject({ state: z.literal('role'), saved: z.int() }),
    z.strictObject({ state: z.literal('update'), saved: z.int() }),
    z.strictObject({ state: z.literal('rebuilding'), kept: z.int() }),
    z.strictObject({ state: z.literal('offline'), since: z.string(), saved: z.int() }),
    z.strictObject({ state: z.literal('notAnswering'), nextTryAt: z.string() }),
    z.strictObject({ state: z.literal('firstSync'), rows: z.int(), totalRows: z.int() }),
    z.strictObject({ state: z.literal('sending'), sent: z.int(), total: z.int() }),
    z.strictObject({ state: z.literal('sendingFiles'), sentBytes: z.int(), totalBytes: z.int() }),
    z.strictObject({ state: z.literal('waiting'), waiting: z.int() }),
    z.strictObject({ state: z.literal('checking') }),
    z.strictObject({ state: z.literal('synced'), at: z.string() }),
  ]),
  /** Conflicts and refused changes that need a decision. */
  toDecide: z.int(),
});
export type SyncStatus = z.output<typeof syncStatus>;

export const openConflict = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['field', 'restored']),
  entityName: z.string(),
  rowId: z.uuid(),
  courseId: z.uuid().nullable(),
  campaignId: z.uuid().nullable(),
  rowLabel: z.string(),
  /** Field as stored, e.g. `title`; null for `restored`. */
  field: z.string().nullable(),
  baseValue: jsonValue,
  winnerValue: jsonValue,
  winnerName: z.string(),
  loserValue: jsonValue,
  loserName: z.string(),
  /** What is in place now: it may have been changed since. */
  presentValue: jsonValue,
  createdAt: z.string(),
});
export type OpenConflict = z.output<typeof openConflict>;

/** A change that the school refused. It is kept until the person has dealt with it. */
export const refusedChange = z.strictObject({
  seq: z.int(),
  name: z.string(),
  /** What it was about and what it said, for a person. */
  rowLabel: z.string(),
  courseId: z.uuid().nullable(),
  campaignId: z.uuid().nullable(),
  content: z.string(),
  code: z.string(),
  reason: z.string(),
  refusedAt: z.string(),
});
export type RefusedChange = z.output<typeof refusedChange>;

export const syncContract = {
  status: query(z.void(), syncStatus),
  /** Starts a round now instead of waiting for the next one. */
  syncNow: command(z.void(), z.void()),
  listConflicts: query(z.void(), z.array(openConflict)),
  /** Puts `value` in place if `presentValue` is still what the person saw. */
  resolveConflict: command(
    z.strictObject({ id: z.uuid(), value: jsonValue, presentValue: jsonValue }),
    z.void(),
  ),
  listRefused: query(z.void(), z.array(refusedChange)),
  discardRefused: command(z.strictObject({ seq: z.int() }), z.void()),
  /** Everything refused or unsent as JSON text, to keep or send to somebody. */
  exportUnsent: query(z.void(), z.strictObject({ fileName: z.string(), json: z.string() })),
};
