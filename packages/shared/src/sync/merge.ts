/**
 * What happens to one field when a write that was based on `base` meets the value `server` that is there now.
 * Deterministic and free of clocks: only arrival order and the values decide.
 */
import type { Field } from '../entity/fields.ts';
import { unreachable } from '../primitives/assert.ts';
import { jsonEqual, type JsonValue } from '../primitives/json.ts';

export type MergeOutcome =
  /** Nobody else wrote in between: the new value is in place. */
  | { readonly kind: 'applied'; readonly value: JsonValue }
  /** The server already had the new value, or all that was added to it and removed from it. */
  | { readonly kind: 'unchanged'; readonly value: JsonValue }
  /** Both writes are in the value; nothing was lost. */
  | { readonly kind: 'merged'; readonly value: JsonValue }
  /** The new value replaced `loser`, which must go to the conflict log. */
  | { readonly kind: 'overwrote'; readonly value: JsonValue; readonly loser: JsonValue }
  /** The write is refused with CONFLICT; `value` stays. */
  | { readonly kind: 'refused'; readonly value: JsonValue };

export function mergeField(
  field: Pick<Field, 'merge'>,
  write: { readonly base: JsonValue; readonly server: JsonValue; readonly next: JsonValue },
): MergeOutcome {
  const { base, server, next } = write;
  if (jsonEqual(server, next)) return { kind: 'unchanged', value: server };
  if (jsonEqual(server, base)) {
    return field.merge === 'immutable'
      ? { kind: 'refused', value: server }
      : { kind: 'applied', value: next };
  }
  switch (field.merge) {
    case 'scalar':
      return { kind: 'overwrote', value: next, loser: server };
    case 'order':
      return { kind: 'merged', value: next };
    case 'set': {
      const value = mergeSets(asTexts(base), asTexts(server), asTexts(next));
      return { kind: jsonEqual(server, value) ? 'unchanged' : 'merged', value };
    }
    case 'compareAndSet':
    case 'immutable':
      return { kind: 'refused', value: server };
    default:
      return unreachable(field.merge);
  }
}

/** The server's members, less what the writer removed, plus what the writer added; the server's order first. */
function mergeSets(base: readonly string[], server: readonly string[], next: readonly string[]): string[] {
  const removed = new Set(base.filter((each) => !next.includes(each)));
  const kept = server.filter((each) => !removed.has(each));
  const added = next.filter((each) => !base.includes(each) && !kept.includes(each));
  return [...kept, ...added];
}

const asTexts = (value: JsonValue): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
