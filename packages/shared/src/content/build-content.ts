import { Fragment, Mark, type Node as SchemaNode, type NodeType } from '@tiptap/pm/model';
import type { JsonObject, JsonValue } from '../primitives/json.ts';
import { fail, ok, type Result } from '../primitives/result.ts';
import { cleanText, isCleanText } from './clean-text.ts';
import { attributesOfMark, attributesOfNode, type AttributeRules } from './content-attributes.ts';
import { MAX_CONTENT_DEPTH, MAX_CONTENT_NODES } from './content-limits.ts';
import { createProblemList, type ContentProblem, type ProblemList } from './content-problem.ts';
import { contentSchema } from './content-schema.ts';

export interface BuildOptions {
  /**
   * What to do with NUL and lone surrogates in texts. A file is refused, so that its importer learns of it; a document
   * that people already edit is cleaned, because nobody can see such a character.
   */
  text: 'refuse' | 'clean';
}

/**
 * The schema's node for the JSON of a document with every rule of the schema checked, or what is wrong with it.
 * The size is judged by the caller; here a hard bound only ends the walk.
 */
export function buildContent(json: unknown, options: BuildOptions): Result<SchemaNode, ContentProblem[]> {
  if (!isObject(json) || json.type !== 'doc')
    return fail([{ code: 'shape', path: '', detail: 'not a document' }]);
  const list = createProblemList();
  const build: Build = { ...options, list, nodesLeft: MAX_CONTENT_NODES * 2 };
  const node = buildNode(json, { path: '', depth: 0, build });
  return node === null || list.problems.length > 0 ? fail(list.problems) : ok(node);
}

interface Build extends BuildOptions {
  readonly list: ProblemList;
  nodesLeft: number;
}

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly build: Build;
}

// The functions below give null when the value, or something in it, was reported.

function buildNode(json: unknown, place: Place): SchemaNode | null {
  if (--place.build.nodesLeft < 0) return report(place, 'too_many_nodes', 'too many nodes');
  if (place.depth > MAX_CONTENT_DEPTH) return report(place, 'too_deep', 'nested too deeply');
  if (!isObject(json) || typeof json.type !== 'string') return report(place, 'shape', 'not a node');
  if (json.type === 'text') return buildText(json, place);
  const type = contentSchema.nodes[json.type];
  if (type === undefined) return report(place, 'unknown_node', `unknown node ${json.type.slice(0, 60)}`);
  const attributes = buildAttributes(json.attrs, attributesOfNode(type.name), place);
  const children = buildChildren(json.content, place);
  return attributes === null || children === null ? null : assemble(type, { attributes, children }, place);
}

function assemble(
  type: NodeType,
  { attributes, children }: { attributes: JsonObject; children: SchemaNode[] },
  place: Place,
): SchemaNode | null {
  const content = Fragment.fromArray(children);
  if (type.validContent(content)) return type.create(attributes, content);
  // The last child goes missing when two people each delete a different one: it comes back as an empty paragraph.
  const filled = content.size === 0 ? type.createAndFill(attributes) : null;
  return filled ?? report(place, 'misplaced', `${type.name} cannot hold this`);
}

function buildChildren(content: JsonValue | undefined, place: Place): SchemaNode[] | null {
  if (content === undefined) return [];
  if (!Array.isArray(content)) return report(place, 'shape', 'content is not a list');
  const children: SchemaNode[] = [];
  let isWhole = true;
  for (const [index, child] of content.entries()) {
    if (isEmptyText(child, place.build)) continue;
    const path = place.path === '' ? String(index) : `${place.path}.${index}`;
    const node = buildNode(child, { path, depth: place.depth + 1, build: place.build });
    if (node === null) isWhole = false;
    else children.push(node);
    if (place.build.nodesLeft < 0) return null;
  }
  return isWhole ? children : null;
}

function buildText(json: JsonObject, place: Place): SchemaNode | null {
  if (typeof json.text !== 'string') return report(place, 'shape', 'a text without text');
  const isClean = isCleanText(json.text);
  if (!isClean && place.build.text === 'refuse')
    return report(place, 'text', 'characters that cannot be stored');
  const marks = buildMarks(json.marks, place);
  return marks === null ? null : contentSchema.text(isClean ? json.text : cleanText(json.text), marks);
}

function buildMarks(json: JsonValue | undefined, place: Place): readonly Mark[] | null {
  if (json === undefined) return Mark.none;
  if (!Array.isArray(json)) return report(place, 'shape', 'marks are not a list');
  let marks: readonly Mark[] = Mark.none;
  for (const item of json) {
    if (!isObject(item) || typeof item.type !== 'string') return report(place, 'shape', 'not a mark');
    const type = contentSchema.marks[item.type];
    if (type === undefined) return report(place, 'unknown_mark', `unknown mark ${item.type.slice(0, 60)}`);
    const attributes = buildAttributes(item.attrs, attributesOfMark(type.name), place);
    if (attributes === null) return null;
    marks = type.create(attributes).addToSet(marks);
  }
  return marks;
}

function buildAttributes(
  json: JsonValue | undefined,
  rules: AttributeRules,
  place: Place,
): JsonObject | null {
  const given = json ?? {};
  if (!isObject(given)) return report(place, 'shape', 'attrs is not an object');
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined)
    return report(place, 'unknown_attribute', `unknown attribute ${unknown.slice(0, 60)}`);
  const attributes: JsonObject = {};
  for (const [name, rule] of Object.entries(rules)) {
    const parsed = rule.schema.safeParse(given[name] ?? rule.defaultValue);
    if (!parsed.success)
      return report(place, 'attribute', `${name}: ${parsed.error.issues[0]?.message ?? 'refused'}`);
    attributes[name] = parsed.data;
  }
  return attributes;
}

function report(place: Place, code: ContentProblem['code'], detail: string): null {
  place.build.list.add(code, place.path, detail);
  return null;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmptyText = (value: JsonValue, build: Build): boolean =>
  isObject(value) &&
  value.type === 'text' &&
  typeof value.text === 'string' &&
  (build.text === 'clean' ? cleanText(value.text) : value.text) === '';
