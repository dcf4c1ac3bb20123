/**
 * How arrays travel. postgres.js would ask each new connection for the server's array types, and a connection that dies
 * during that question ends the process (the rejection is nobody's). PostgreSQL's own types have fixed numbers, so there
 * is nothing to ask. Arrays of other types (enums, extensions' types) arrive as text.
 */
import { parse as parseArray } from 'postgres-array';
import { instantOfPostgres } from '../derive/instant-of-postgres.ts';

interface Element {
  readonly element: number;
  readonly array: number;
  readonly parse: (text: string) => unknown;
}

const asText = (text: string) => text;
const asDate = instantOfPostgres;

/** Elements are read as postgres.js reads single values: bigint and numeric stay text, because they may not fit. */
const ELEMENTS: readonly Element[] = [
  { element: 16, array: 1000, parse: (text) => text === 't' }, // bool
  { element: 17, array: 1001, parse: (text) => Buffer.from(text.slice(2), 'hex') }, // bytea
  { element: 20, array: 1016, parse: asText }, // int8
  { element: 21, array: 1005, parse: Number }, // int2
  { element: 23, array: 1007, parse: Number }, // int4
  { element: 25, array: 1009, parse: asText }, // text
  { element: 26, array: 1028, parse: Number }, // oid
  { element: 19, array: 1003, parse: asText }, // name
  { element: 114, array: 199, parse: (text) => JSON.parse(text) as unknown }, // json
  { element: 700, array: 1021, parse: Number }, // float4
  { element: 701, array: 1022, parse: Number }, // float8
  { element: 1042, array: 1014, parse: asText }, // char(n)
  { element: 1043, array: 1015, parse: asText }, // varchar
  { element: 1082, array: 1182, parse: asDate }, // date
  { element: 1114, array: 1115, parse: asDate }, // timestamp
  { element: 1184, array: 1185, parse: asDate }, // timestamptz
  { element: 1700, array: 1231, parse: asText }, // numeric
  { element: 2950, array: 2951, parse: asText }, // uuid
  { element: 3802, array: 3807, parse: (text) => JSON.parse(text) as unknown }, // jsonb
];

/** For postgres.js' option `types`. */
export const arrayTypes = Object.fromEntries(
  ELEMENTS.map(({ array, parse }) => [
    `array${array}`,
    { to: array, from: [array], parse: (text: string) => parseArray(text, parse), serialize: serializeArray },
  ]),
);

/** From an element's type to its array's, for `sql.array`. */
export const arrayTypeByElement: Readonly<Record<number, number>> = Object.fromEntries(
  ELEMENTS.map(({ element, array }) => [element, array]),
);

/** What is no array has been serialised already, by drizzle for one. */
export function serializeArray(values: unknown): unknown {
  return Array.isArray(values) ? `{${values.map(serializeElement).join(',')}}` : values;
}

function serializeElement(value: unknown): unknown {
  if (Array.isArray(value)) return serializeArray(value);
  if (value === null) return 'NULL';
  if (value === undefined) throw new Error('an element of an array parameter is undefined');
  return `"${elementText(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function elementText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
