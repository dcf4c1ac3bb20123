import * as z from 'zod';
import { idSchema } from '../primitives/id.ts';
import { instantSchema } from '../primitives/instant.ts';
import { currencySchema, minorSchema } from '../primitives/money.ts';
import { storableText } from '../primitives/text.ts';
import { isPosition } from '../sync/order.ts';
import type { JsonValue } from '../primitives/json.ts';

/** The storage shape of a field; each database dialect maps a kind to one column type. */
export type FieldKind = 'id' | 'text' | 'integer' | 'boolean' | 'instant' | 'json' | 'set' | 'order';

/** `client` fields travel up in creates and patches; `server` fields only travel down (set by commands and jobs). */
export type Writer = 'client' | 'server';

/**
 * How two concurrent writes to one field are settled (the rules themselves are in sync/merge.ts).
 * scalar: the later arrival wins, the loser goes to the conflict log · set: adds and removes are united ·
 * order: the later arrival wins silently (a position holds no words) · compareAndSet: refused unless the
 * writer saw the present value · immutable: never written after the create.
 */
export type MergeRule = 'scalar' | 'set' | 'order' | 'compareAndSet' | 'immutable';

export interface Field<
  Kind extends FieldKind = FieldKind,
  Schema extends z.ZodType = z.ZodType,
  Nullable extends boolean = boolean,
  W extends Writer = Writer,
> {
  readonly kind: Kind;
  /** Validates the wire form of the value, which is also the form that rows have everywhere in sync code. */
  readonly schema: Schema;
  readonly nullable: Nullable;
  readonly writer: W;
  readonly merge: MergeRule;
  /** Value of a create that does not name the field (an older client), or of a server-owned field. */
  readonly initial?: JsonValue;
  /** Name of the entity that an id points to, within the same school. */
  readonly references?: string;
  /** The number is an amount of money (sync/amounts.ts). */
  readonly isAmount?: boolean;
}

type ClientField<Kind extends FieldKind, Schema extends z.ZodType> = Field<Kind, Schema, false, 'client'>;

const field = <Kind extends FieldKind, Schema extends z.ZodType>(
  kind: Kind,
  schema: Schema,
  merge: MergeRule = 'scalar',
): ClientField<Kind, Schema> => ({ kind, schema, nullable: false, writer: 'client', merge });

export const text = (maxLength: number) => field('text', storableText(maxLength));
/** What something is called: never left without words. */
export const naming = (maxLength: number) =>
  field(
    'text',
    storableText(maxLength).refine((value) => value.trim() !== '', 'has no words'),
  );
export const choice = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  field('text', z.enum(values));
/** An id without a reference: the row that it names hangs under the one that names it. */
export const childId = <Name extends string>(_name: Name) => field('text', idSchema<Name>());
/** SHA-256 in lower-case hex: also the name of a file, so nothing else may pass. */
export const sha256Digest = () => field('text', z.string().regex(/^[0-9a-f]{64}$/));
/** `image/png`. */
export const mediaType = () => field('text', z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/));
/** BCP 47, `de-AT`. */
export const languageTag = () => field('text', z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/));
export const integer = (min: number, max: number) => field('integer', z.int().min(min).max(max));
export const instant = () => field('instant', instantSchema);
export const json = <Schema extends z.ZodType>(schema: Schema) => field('json', schema);
/** A set of short texts: concurrent adds and removes are united. */
export const textSet = (maxItems: number, maxLength: number) =>
  field('set', z.array(storableText(maxLength)).max(maxItems), 'set');
/** Fractional key among siblings (sync/order.ts). */
export const position = () =>
  field('order', z.string().max(1_000).refine(isPosition, 'not a position'), 'order');
/** Minor units of the `currency` of the row, or of the row that it hangs under. */
export const minorUnits = () => ({ ...field('integer', minorSchema, 'compareAndSet'), isAmount: true });
export const currency = () => field('text', currencySchema);
export const ownId = <Name extends string>(_name: Name) => field('id', idSchema<Name>(), 'immutable');

/** Reference to a row of the same school; the database checks it with a composite key. */
export const reference = <Name extends string>(entityName: Name) => ({
  ...field('id', idSchema<Name>()),
  references: entityName as string,
});

type Nulled<Schema extends z.ZodType> = z.ZodNullable<Schema>;
export const nullable = <Kind extends FieldKind, Schema extends z.ZodType, W extends Writer>(
  of: Field<Kind, Schema, false, W>,
): Field<Kind, Nulled<Schema>, true, W> => ({
  ...of,
  schema: of.schema.nullable(),
  nullable: true,
  initial: of.initial ?? null,
});

export const immutable = <F extends Field>(of: F): F => ({ ...of, merge: 'immutable' });
export const compareAndSet = <F extends Field>(of: F): F => ({ ...of, merge: 'compareAndSet' });
export const startingAt = <F extends Field>(of: F, initial: z.output<F['schema']> & JsonValue): F => ({
  ...of,
  initial,
});

/** A field that only the server writes: it starts at `initial` and changes through commands and jobs. */
export const serverOwned = <Kind extends FieldKind, Schema extends z.ZodType, Nullable extends boolean>(
  of: Field<Kind, Schema, Nullable>,
  initial?: JsonValue,
): Field<Kind, Schema, Nullable, 'server'> => {
  const start = initial ?? of.initial;
  return { ...of, writer: 'server', ...(start === undefined ? {} : { initial: start }) };
};
