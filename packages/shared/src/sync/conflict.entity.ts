import * as z from 'zod';
import { choice, immutable, instant, json, nullable, serverOwned, text } from '../entity/fields.ts';
import { defineEntity, type RowOf, type WireRow } from '../entity/define-entity.ts';
import type { JsonValue } from '../primitives/json.ts';
import { isScope } from './scope.ts';
import { assert } from '../primitives/assert.ts';

const anyJson = z.json() as z.ZodType<JsonValue>;
const fixed = <F extends Parameters<typeof immutable>[0]>(of: F): F => immutable(of);

/**
 * One overwritten value, kept with the one that replaced it until a person has decided. It lies in the scope of the
 * row that it is about. Only the server makes conflicts; `conflict.resolve` settles them.
 */
export const conflict = defineEntity({
  name: 'Conflict',
  table: 'conflicts',
  scope: (row: WireRow) => {
    const scope = String(row.rowScope);
    assert(isScope(scope), `conflict in scope ${scope}`);
    return scope;
  },
  fields: {
    /** `field`: two values met. `restored`: an edit arrived under something in Trash and brought it back. */
    kind: serverOwned(fixed(choice('field', 'restored'))),
    rowScope: serverOwned(fixed(text(60))),
    entityName: serverOwned(fixed(text(60))),
    rowId: serverOwned(fixed(text(36))),
    /** What the row was called at the time, for lists. */
    rowLabel: serverOwned(fixed(text(300))),
    field: serverOwned(fixed(nullable(text(60)))),
    baseValue: serverOwned(fixed(nullable(json(anyJson)))),
    winnerValue: serverOwned(fixed(nullable(json(anyJson)))),
    winnerName: serverOwned(fixed(text(120))),
    loserValue: serverOwned(fixed(nullable(json(anyJson)))),
    loserName: serverOwned(fixed(text(120))),
    status: serverOwned(choice('open', 'resolved'), 'open'),
    resolvedValue: serverOwned(nullable(json(anyJson)), null),
    resolvedByName: serverOwned(nullable(text(120)), null),
    resolvedAt: serverOwned(nullable(instant()), null),
  },
});
export type Conflict = RowOf<typeof conflict>;
