import { parse as parseTomlText } from 'smol-toml';
import { parse } from 'yaml';
import * as z from 'zod';

/** A Markdown file taken apart: the settings at its top, and its text. */
export interface MarkdownFile {
  settings: FrontMatter;
  /** What the settings hold beyond what is used here, and what of that has a value of another kind. */
  otherSettings: string[];
  /** The settings as written, where they could not be read. */
  unreadable: { format: 'yaml' | 'toml'; source: string } | null;
  body: string;
  /** Lines before the body. */
  bodyLine: number;
}

const words = z.union([z.string(), z.number(), z.boolean()]).transform(String).optional().catch(undefined);
const lines = z.unknown().optional().transform(linesOf);
const count = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);

const frontMatter = z.object({
  title: words,
  /** Minutes of teaching and of exercises, in Carpentries lessons, or words for them. */
  teaching: words,
  exercises: words,
  questions: lines,
  objectives: lines,
  keypoints: lines,
  order: count,
  weight: count,
  nav_order: count,
  sidebar_position: count,
});
type FrontMatter = z.infer<typeof frontMatter>;

const NO_SETTINGS: FrontMatter = frontMatter.parse({});
/** More than any file's settings; YAML is slower to read than text. */
const MAX_FRONT_MATTER_LENGTH = 64 * 1024;

export function readFrontMatter(text: string): MarkdownFile {
  const toml = /^\+\+\+[ \t]*\n([\s\S]*?\n)??\+\+\+[ \t]*(?:\n|$)/.exec(text);
  const match = toml ?? /^---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  const format = toml === null ? 'yaml' : 'toml';
  const whole: MarkdownFile = {
    settings: NO_SETTINGS,
    otherSettings: [],
    unreadable: null,
    body: text,
    bodyLine: 0,
  };
  if (match === null) return whole;
  const source = (match[1] ?? '').replace(/\n$/, '');
  const rest = { body: text.slice(match[0].length), bodyLine: match[0].split('\n').length - 1 };
  const values = format === 'toml' ? parseToml(source) : parseYaml(source);
  // Text between two rules is no settings; only what cannot be read at all must not vanish.
  if (values === undefined) return { ...whole, ...rest, unreadable: { format, source } };
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    return values === null ? { ...whole, ...rest } : whole;
  const settings = frontMatter.parse(values);
  const used = new Map<string, unknown>(Object.entries(settings));
  return {
    settings,
    otherSettings: Object.entries(values).flatMap(([key, value]) =>
      used.get(key) !== undefined || isEmpty(value) ? [] : [key],
    ),
    unreadable: null,
    ...rest,
  };
}

/** Each point of a list or a map as one line, whatever it is made of. */
function linesOf(value: unknown): string[] {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const points = isMap ? Object.entries(value).map(([key, inner]) => ({ [key]: inner })) : [value].flat();
  return points.flatMap((point) => {
    const line = asLine(point, 0);
    return line === '' ? [] : [line];
  });
}

/** YAML takes "Note: this" for a map of one; so a map is written as it stood. */
function asLine(value: unknown, depth: number): string {
  if (isEmpty(value)) return '';
  if (typeof value !== 'object' || value === null || value instanceof Date) return String(value);
  if (depth > MAX_DEPTH) return '…';
  const parts = Array.isArray(value)
    ? value.map((each) => asLine(each, depth + 1))
    : Object.entries(value).map(([key, each]) => `${key}: ${asLine(each, depth + 1)}`);
  return parts.join(' · ');
}

/** YAML can lead around in a circle. */
const MAX_DEPTH = 8;

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/** The value of a TOML text, or undefined where it is none. */
export function parseToml(source: string): unknown {
  if (source.length > MAX_FRONT_MATTER_LENGTH) return undefined;
  try {
    return parseTomlText(source);
  } catch {
    return undefined;
  }
}

/** The value of a YAML text, or undefined where it is none. */
export function parseYaml(source: string): unknown {
  if (source.length > MAX_FRONT_MATTER_LENGTH) return undefined;
  try {
    return parse(source, { maxAliasCount: 50, logLevel: 'error' }) as unknown;
  } catch {
    return undefined;
  }
}
