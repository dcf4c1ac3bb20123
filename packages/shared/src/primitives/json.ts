import * as z from 'zod';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

export const jsonObjectSchema = z.record(z.string(), z.json()) as z.ZodType<JsonObject>;

/** JSON with object keys sorted at every depth: equal values give equal text, whoever wrote them. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .toSorted()
      .filter((key) => value[key] !== undefined)
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

export const jsonEqual = (a: JsonValue | undefined, b: JsonValue | undefined): boolean =>
  a === b || canonicalJson(a) === canonicalJson(b);
