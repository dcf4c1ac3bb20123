import { childElements, hasOwnText, type MarkupElement } from '../markup/markup.ts';
import type { Definition, Definitions, Standing } from './olx-definition.ts';

/** The structure of a course. Components are read only when their lesson is converted. */
export type OlxNode = OlxContainer | OlxComponent;

export interface OlxContainer {
  kind: 'container';
  definition: Definition;
  children: OlxNode[];
}

interface OlxComponent {
  kind: 'component';
  standing: Standing;
}

export const categoryOf = (node: OlxNode): string =>
  node.kind === 'container' ? node.definition.category : node.standing.element.name;

export const urlNameOf = (node: OlxNode): string | null =>
  node.kind === 'container'
    ? node.definition.urlName
    : node.standing.element.attributes.get('url_name') || null;

/** Containers that become sections; a unit (`vertical`) becomes a lesson. */
const SECTIONS = new Set(['course', 'library', 'chapter', 'sequential', 'videosequence']);
/** Containers within a lesson. */
const GROUPS = new Set([
  'split_test',
  'library_content',
  'legacy_library_content',
  'itembank',
  'conditional',
  'randomize',
  'wrapper',
  'problemset',
]);

export const isSection = (node: OlxNode): node is OlxContainer =>
  node.kind === 'container' && SECTIONS.has(node.definition.category);

/** Children that say something about the course and are no part of it. */
export const isSetting = ({ name }: MarkupElement): boolean => name.includes(':') || SETTINGS.has(name);
const SETTINGS = new Set([
  'wiki',
  'textbook',
  'pdf_textbooks',
  'html_textbooks',
  'license',
  'metadata',
  'user_partitions',
]);

/** Deeper than any course; a course that contains itself through several files ends here at the latest. */
const MAX_DEPTH = 24;

/** Follows the pointers of everything that has structure, in document order. */
export async function readTree(
  standing: Standing,
  definitions: Definitions,
  within: readonly string[] = [],
): Promise<OlxNode> {
  const { name } = standing.element;
  if (!SECTIONS.has(name) && !GROUPS.has(name) && name !== 'vertical') return { kind: 'component', standing };
  const definition = await definitions.resolve(standing);
  const isElsewhere = definition.element !== null && definition.element !== standing.element;
  const isRound = isElsewhere && (definition.file === standing.file || within.includes(definition.file));
  if (within.length >= MAX_DEPTH || isRound) {
    definition.trouble = { why: `It contains itself (${definition.file}).`, source: standing.element.source };
    definition.element = null;
  }
  const children: OlxNode[] = [];
  for (const element of definition.element === null ? [] : childElements(definition.element)) {
    if (isSetting(element)) continue;
    children.push(
      await readTree({ element, file: definition.file }, definitions, [...within, definition.file]),
    );
  }
  return { kind: 'container', definition, children };
}

/** Text between the elements of a container, which Open edX does not show. */
export const hasStrayText = ({ definition }: OlxContainer): boolean =>
  definition.element !== null && hasOwnText(definition.element);
