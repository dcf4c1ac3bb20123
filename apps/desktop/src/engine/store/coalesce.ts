/** Joins a new edit with one that has not been sent, so that an hour of typing is not an hour of tiny changes. */
import { mergeUpdates } from 'yjs';
import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { jsonEqual, type JsonObject } from '@educrowd/shared/primitives/json';
import { hasAmount, intendedCurrency } from '@educrowd/shared/sync/amounts';
import { appendArgs, createArgs, parsePlainEdit, patchArgs } from '@educrowd/shared/sync/mutations';

/** A mutation before it has a number. */
export interface Edit {
  readonly name: string;
  readonly args: JsonObject;
  readonly base: JsonObject;
}

/** A joined text update grows no further than this: each keystroke writes the whole of it again. */
const MAX_JOINED_UPDATE_BYTES = 32_000;

/**
 * `later` laid into `earlier`, or null where they stay two. `isNext`: nothing was queued between them; only then may a
 * reference move forward, since what it points to may have been created in between.
 */
export function coalesce(earlier: Edit, later: Edit, isNext: boolean): Edit | null {
  if (earlier.name === 'document.append' && later.name === 'document.append')
    return joinUpdates(earlier, later);
  const first = parsePlainEdit(earlier.name);
  const second = parsePlainEdit(later.name);
  if (!first || !second || first.entity !== second.entity || second.verb !== 'patch') return null;
  const patch = { ...patchArgs.parse(later.args), base: later.base };
  if (!isNext && namesReference(first.entity, patch.patch)) return null;
  if (first.verb === 'patch') return joinPatches(earlier, patch);
  // A create does not say which currency amounts are meant in, those that were queued after it do.
  const isOfMoney = hasAmount(first.entity, patch.patch) || Object.hasOwn(patch.patch, 'currency');
  if (first.verb === 'create') return isOfMoney ? null : joinIntoCreate(earlier, patch);
  return null;
}

interface Patch {
  readonly id: string;
  readonly patch: JsonObject;
  readonly base: JsonObject;
}

/** Only a patch of the same fields, or fewer: others could be refused for reasons of their own. */
function joinPatches(earlier: Edit, later: Patch): Edit | null {
  const { id, patch } = patchArgs.parse(earlier.args);
  const isWithin = Object.keys(later.patch).every((key) => Object.hasOwn(patch, key));
  if (id !== later.id || !isWithin) return null;
  const currency = intendedCurrency(patch, earlier.base);
  const isSameCurrency = jsonEqual(
    currency ?? null,
    intendedCurrency(later.patch, later.base) ?? currency ?? null,
  );
  return isSameCurrency ? { ...earlier, args: { id, patch: { ...patch, ...later.patch } } } : null;
}

function joinIntoCreate(earlier: Edit, later: Patch): Edit | null {
  const { row } = createArgs.parse(earlier.args);
  return row.id === later.id ? { ...earlier, args: { row: { ...row, ...later.patch } } } : null;
}

function joinUpdates(earlier: Edit, later: Edit): Edit | null {
  const first = appendArgs.parse(earlier.args);
  const second = appendArgs.parse(later.args);
  const updates = [first.update, second.update].map(base64ToBytes);
  const totalBytes = updates.reduce((total, update) => total + update.length, 0);
  if (first.id !== second.id || totalBytes > MAX_JOINED_UPDATE_BYTES) return null;
  return { ...earlier, args: { id: first.id, update: bytesToBase64(mergeUpdates(updates)) } };
}

const namesReference = (entity: AnyEntity, patch: JsonObject): boolean =>
  Object.keys(patch).some((key) => entity.fields[key]?.references !== undefined);
