import * as z from 'zod';
import type { JsonValue } from '../primitives/json.ts';
import { isId } from '../primitives/id.ts';
import { isCleanText } from './clean-text.ts';
import { CALLOUT_KINDS } from './content-json.ts';
import {
  MAX_ALT_LENGTH,
  MAX_MATH_LENGTH,
  MAX_OPAQUE_NAME_LENGTH,
  MAX_OPAQUE_PLACE_LENGTH,
  MAX_OPAQUE_SOURCE_LENGTH,
  MAX_TITLE_LENGTH,
} from './content-limits.ts';
import { isAnchor, isHttpsAddress, isSafeHref, isWebAddress } from './link-target.ts';

/** What one attribute may be. Without a default value, a node or mark must come with the attribute. */
export interface AttributeRule {
  readonly schema: z.ZodType<JsonValue>;
  readonly defaultValue?: JsonValue;
}

export type AttributeRules = Readonly<Record<string, AttributeRule>>;

const required = (schema: z.ZodType<JsonValue>): AttributeRule => ({ schema });
const optional = (schema: z.ZodType<JsonValue>, defaultValue: JsonValue): AttributeRule => ({
  schema,
  defaultValue,
});
const nullable = (schema: z.ZodType<JsonValue>): AttributeRule => optional(schema.nullable(), null);

const text = (maximumLength: number) =>
  z.string().max(maximumLength).refine(isCleanText, 'holds characters that cannot be stored');
const whole = (minimum: number, maximum: number) => z.int().min(minimum).max(maximum);

const title = nullable(text(MAX_TITLE_LENGTH));
/** LaTeX without delimiters. */
const mathSource = required(text(MAX_MATH_LENGTH));
const cell: AttributeRules = {
  colspan: optional(whole(1, 100), 1),
  rowspan: optional(whole(1, 1_000), 1),
  align: nullable(z.enum(['left', 'center', 'right'])),
};

/** Every node type that has attributes, in the order of its canonical JSON. */
export const nodeAttributes = {
  heading: {
    level: optional(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]), 1),
    anchor: nullable(z.string().min(1).refine(isAnchor, 'not an anchor')),
  },
  orderedList: {
    start: optional(whole(0, 1_000_000), 1),
    type: nullable(z.enum(['1', 'a', 'A', 'i', 'I'])),
  },
  callout: { kind: optional(z.enum(CALLOUT_KINDS), 'note') },
  codeBlock: { language: nullable(z.string().regex(/^[\w+#.-]{1,40}$/, 'not the name of a language')) },
  image: {
    materialId: nullable(z.string().refine(isId, 'not an id')),
    src: nullable(z.string().refine(isHttpsAddress, 'not an https address')),
    alt: optional(text(MAX_ALT_LENGTH), ''),
    title,
    width: nullable(whole(1, 10_000)),
  },
  tableHeader: cell,
  tableCell: cell,
  embed: { url: required(z.string().refine(isWebAddress, 'not a web address')), title },
  mathBlock: { source: mathSource },
  math: { source: mathSource },
  opaque: {
    format: required(text(MAX_OPAQUE_NAME_LENGTH)),
    kind: required(text(MAX_OPAQUE_NAME_LENGTH)),
    label: optional(text(MAX_TITLE_LENGTH), ''),
    source: required(text(MAX_OPAQUE_SOURCE_LENGTH)),
    place: nullable(text(MAX_OPAQUE_PLACE_LENGTH)),
  },
} satisfies Record<string, AttributeRules>;

/** Every mark that has attributes. */
export const markAttributes = {
  link: { href: required(z.string().refine(isSafeHref, 'not an address that content may link to')), title },
} satisfies Record<string, AttributeRules>;

const rulesByNode: Record<string, AttributeRules> = nodeAttributes;
const rulesByMark: Record<string, AttributeRules> = markAttributes;

export const attributesOfNode = (name: string): AttributeRules => ownRules(rulesByNode, name);
export const attributesOfMark = (name: string): AttributeRules => ownRules(rulesByMark, name);

// Names come from documents: `constructor` must not find what every object inherits.
const ownRules = (rules: Record<string, AttributeRules>, name: string): AttributeRules =>
  (Object.hasOwn(rules, name) ? rules[name] : undefined) ?? {};
