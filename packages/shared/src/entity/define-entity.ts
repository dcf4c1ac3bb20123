/**
 * The one definition of a synced entity. From it come the PostgreSQL and SQLite tables (packages/db/src/derive),
 * the zod row, create and patch schemas, push validation, the merge rule per field and the scope of each row.
 */
import * as z from 'zod';
import type { JsonValue } from '../primitives/json.ts';
import type { Scope } from '../sync/scope.ts';
import { immutable, instant, nullable, ownId, serverOwned, type Field } from './fields.ts';

export type Fields = Record<string, Field>;

const baseFields = <Name extends string>(name: Name) => ({
  id: ownId(name),
  createdAt: serverOwned(immutable(instant())),
  updatedAt: serverOwned(instant()),
  /** Set while the row is in Trash. */
  deletedAt: serverOwned(nullable(instant()), null),
});
type BaseFields<Name extends string> = ReturnType<typeof baseFields<Name>>;

/** A row as it travels and as all sync code sees it: plain JSON values, instants as ISO text. */
export type WireRow = { readonly [field: string]: JsonValue };

/** What a row hangs under: trashing the parent hides it, editing it brings a trashed parent back. */
export interface ParentLink {
  readonly entityName: string;
  readonly id: string;
}

type Shape<F> = { [K in keyof F]: F[K] extends Field<infer _K, infer Schema> ? Schema : never };
type ClientKeys<F> = { [K in keyof F]: F[K] extends { writer: 'client' } ? K : never }[keyof F];
type Output<F> = {
  [K in keyof F]: F[K] extends { schema: infer Schema extends z.ZodType } ? z.output<Schema> : never;
};

export interface Entity<
  Name extends string = string,
  Table extends string = string,
  F extends Fields = Fields,
> {
  readonly name: Name;
  readonly table: Table;
  readonly fields: BaseFields<Name> & F;
  readonly scope: (row: WireRow) => Scope;
  readonly parent: (row: WireRow) => ParentLink | null;
  readonly rowSchema: z.ZodObject<Shape<BaseFields<Name> & F>>;
  /** What a client may send for a new row: its own fields only; fields with an initial value may be left out. */
  readonly createSchema: z.ZodType<Pick<Output<BaseFields<Name> & F>, ClientKeys<BaseFields<Name> & F>>>;
  /** What a client may change later: no immutable and no server-owned field, at least one field. */
  readonly patchSchema: z.ZodType<Partial<Pick<Output<F>, ClientKeys<F> & keyof F>>>;
}

export type AnyEntity = Omit<Entity, 'fields' | 'rowSchema' | 'createSchema' | 'patchSchema'> & {
  readonly fields: Fields;
  readonly rowSchema: z.ZodType;
  readonly createSchema: z.ZodType;
  readonly patchSchema: z.ZodType;
};
/** The wire row of an entity, typed. */
export type RowOf<E extends { readonly fields: Fields }> = Output<E['fields']>;

export function defineEntity<const Name extends string, const Table extends string, F extends Fields>(spec: {
  readonly name: Name;
  readonly table: Table;
  /** The row's one scope, from its own columns only. */
  readonly scope: (row: WireRow) => Scope;
  readonly parent?: (row: WireRow) => ParentLink | null;
  readonly fields: F;
}): Entity<Name, Table, F> {
  const fields: BaseFields<Name> & F = { ...baseFields(spec.name), ...spec.fields };
  const entries: [string, Field][] = Object.entries(fields);
  const isClients = ([, each]: [string, Field]) => each.writer === 'client';
  const mayChange = ([, each]: [string, Field]) => each.writer === 'client' && each.merge !== 'immutable';
  const schemas = (of: [string, Field][], wrap: (of: Field) => z.ZodType) =>
    Object.fromEntries(of.map(([key, each]) => [key, wrap(each)]));
  return {
    name: spec.name,
    table: spec.table,
    scope: spec.scope,
    parent: spec.parent ?? (() => null),
    fields,
    rowSchema: z.strictObject(schemas(entries, (each) => each.schema)) as unknown as Entity<
      Name,
      Table,
      F
    >['rowSchema'],
    createSchema: z.strictObject(
      schemas(entries.filter(isClients), (each) =>
        each.initial === undefined ? each.schema : each.schema.optional(),
      ),
    ) as unknown as Entity<Name, Table, F>['createSchema'],
    patchSchema: z
      .strictObject(schemas(entries.filter(mayChange), (each) => each.schema.optional()))
      .refine(
        (patch) => Object.values(patch).some((value) => value !== undefined),
        'changes nothing',
      ) as unknown as Entity<Name, Table, F>['patchSchema'],
  };
}

/** A whole row from what a client sent: server-owned and missing fields get their initial values. */
export function completeRow(entity: AnyEntity, created: WireRow, now: string): WireRow {
  const row: Record<string, JsonValue> = {};
  for (const [key, each] of Object.entries(entity.fields)) {
    const given = each.writer === 'client' ? created[key] : undefined;
    row[key] = given ?? each.initial ?? null;
  }
  return { ...row, createdAt: now, updatedAt: now };
}
