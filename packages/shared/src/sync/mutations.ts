/**
 * Mutations: what a device asks the server to do. Plain edits (`Lesson.patch`) exist for every synced entity; named
 * commands (`course.publish`) are decisions. Each definition says what it does to rows before the server has answered.
 */
import * as z from 'zod';
import { completeRow, type AnyEntity, type WireRow } from '../entity/define-entity.ts';
import { must } from '../primitives/assert.ts';
import { jsonObjectSchema, type JsonObject, type JsonValue } from '../primitives/json.ts';
import { findEntity } from '../synced-entities.ts';
import type { RowEffect } from './fold.ts';

const jsonValue = z.json() as z.ZodType<JsonValue>;
const rowId = z.uuid().transform((id) => id.toLowerCase());

export const createArgs = z.strictObject({ row: jsonObjectSchema });
export const patchArgs = z.strictObject({ id: rowId, patch: jsonObjectSchema });
/** `cursor`: the last version that the device had published when the person deleted. */
export const trashArgs = z.strictObject({ id: rowId, cursor: z.int().min(0) });
export const restoreArgs = z.strictObject({ id: rowId });
/** `update`: one Yjs update, base64. */
export const appendArgs = z.strictObject({ id: rowId, update: z.base64() });
export const publishArgs = z.strictObject({
  id: rowId,
  expected: z.enum(['draft', 'published', 'archived']),
  notAfter: z.iso.datetime(),
});
/** `expected`: the field's value that the person saw when choosing `value`. */
export const resolveArgs = z.strictObject({ id: rowId, expected: jsonValue, value: jsonValue });

/** A person's own notifications. */
export const markReadArgs = z.strictObject({ ids: z.array(rowId).min(1).max(500) });

export const plainVerbs = ['create', 'patch', 'trash', 'restore'] as const;
export type PlainVerb = (typeof plainVerbs)[number];

export const commandArgs = {
  'document.append': appendArgs,
  'course.publish': publishArgs,
  'course.unpublish': publishArgs,
  'conflict.resolve': resolveArgs,
  'notification.markRead': markReadArgs,
} as const;
export type CommandName = keyof typeof commandArgs;

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commandArgs, name);

export interface PlainEdit {
  readonly entity: AnyEntity;
  readonly verb: PlainVerb;
}

/** `Lesson.patch` → the entity and the verb; null when it is no plain edit. */
export function parsePlainEdit(name: string): PlainEdit | null {
  const [entityName = '', verb = ''] = name.split('.');
  const entity = findEntity(entityName);
  const known = plainVerbs.find((each) => each === verb);
  return entity && known ? { entity, verb: known } : null;
}

/** A mutation's effect on one row, as the device shows it until the server has answered. */
export interface TouchedRow {
  readonly entity: AnyEntity;
  readonly rowId: string;
  readonly effect: RowEffect;
}

/** Reads a row of the device's present view. */
export type ViewReader = (entityName: string, rowId: string) => WireRow | null;

/** What a valid mutation does to rows. Document updates touch no row: they have their own table. */
export function touchedRows(
  mutation: { readonly name: string; readonly args: JsonObject; readonly base: JsonObject },
  now: string,
  view: ViewReader,
): TouchedRow[] {
  const plain = parsePlainEdit(mutation.name);
  if (plain) return [plainTouch(plain, mutation, now)];
  switch (mutation.name) {
    case 'course.publish':
    case 'course.unpublish': {
      const { id, expected } = publishArgs.parse(mutation.args);
      const status = mutation.name === 'course.publish' ? 'published' : 'draft';
      return [patchOf({ entityName: 'Course', id }, { status }, { status: expected })];
    }
    case 'conflict.resolve': {
      const { id, value, expected } = resolveArgs.parse(mutation.args);
      const conflict = view('Conflict', id);
      const settled = patchOf(
        { entityName: 'Conflict', id },
        { status: 'resolved', resolvedValue: value },
        { status: 'open', resolvedValue: null },
      );
      if (!conflict || typeof conflict.field !== 'string') return [settled];
      const { entityName, rowId: subjectId, field } = conflict;
      const subject = { entityName: String(entityName), id: String(subjectId) };
      return [settled, patchOf(subject, { [field]: value }, { [field]: expected })];
    }
    case 'notification.markRead':
      return markReadArgs
        .parse(mutation.args)
        .ids.map((id) => patchOf({ entityName: 'Notification', id }, { readAt: now }, { readAt: null }));
    default:
      return [];
  }
}

function plainTouch(
  { entity, verb }: PlainEdit,
  { args, base }: { args: JsonObject; base: JsonObject },
  now: string,
): TouchedRow {
  switch (verb) {
    case 'create': {
      const { row } = createArgs.parse(args);
      return {
        entity,
        rowId: String(row.id),
        effect: { op: 'create', row: { ...completeRow(entity, row, now) } },
      };
    }
    case 'patch': {
      const { id, patch } = patchArgs.parse(args);
      return { entity, rowId: id, effect: { op: 'patch', patch, base } };
    }
    case 'trash':
      return { entity, rowId: trashArgs.parse(args).id, effect: { op: 'trash', at: now } };
    case 'restore':
      return { entity, rowId: restoreArgs.parse(args).id, effect: { op: 'restore' } };
  }
}

const patchOf = (
  row: { readonly entityName: string; readonly id: string },
  patch: JsonObject,
  base: JsonObject,
): TouchedRow => ({
  entity: must(findEntity(row.entityName), `entity ${row.entityName}`),
  rowId: row.id,
  effect: { op: 'patch', patch, base },
});
