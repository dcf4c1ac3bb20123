import type { BlockNode } from '@educrowd/shared/content/content-json';

import { mapMarkup } from '../markup/map-markup.ts';
import {
  childElements,
  descendants,
  hasOwnText,
  isElement,
  type MarkupElement,
  type MarkupNode,
} from '../markup/markup.ts';
import { parseXml, XmlError } from '../markup/parse-xml.ts';
import {
  answerCallout,
  createProblemParts,
  hintCallouts,
  questionCallout,
  type ProblemParts,
} from '../question-blocks.ts';
import { orWhole } from './html-component.ts';
import { mappingOf, type Component, type ComponentReader } from './olx-course.ts';
import { displayNameOf } from './olx-names.ts';
import { isResponse, problemRules } from './problem-rules.ts';
import { studioMarkdownToXml } from './studio-markdown.ts';
import { problemNodes } from './written-markup.ts';

/**
 * A problem as people read it: the question with its choices, then answers and explanation, then hints. What a document
 * cannot hold, such as a script, keeps the whole original beside the readable text.
 */
export const readProblemComponent: ComponentReader = (component) => {
  const { definition, course, item } = component;
  const element = problemElement(component);
  if (element === null) {
    item.leftOut('The problem is blank.');
    return [];
  }
  const label = displayNameOf(definition) ?? 'Problem';
  return orWhole(component, { kind: 'problem', label, source: element.source }, () =>
    problemBlocks(problemNodes(element, course.task.limits), component),
  );
};

function problemBlocks(nodes: readonly MarkupNode[], component: Component): BlockNode[] {
  const { definition, item } = component;
  const parts = createProblemParts();
  const context = mappingOf(component, problemRules(parts));
  const text = mapMarkup(nodes, context);
  const title = displayNameOf(definition);
  const isQuestion = nodes.some(holdsResponse);
  const blocks = isQuestion
    ? [questionCallout(title, text), ...answerCallout(parts), ...hintCallouts(parts)]
    : [...text, ...answerCallout(parts), ...hintCallouts(parts)];
  if (isQuestion) item.changed(`${whatCanBeRead(parts)}; nobody is asked to answer and no points are given.`);
  if (parts.unshown.size > 0) {
    const why = `The problem holds ${[...parts.unshown].join(', ')}; its original is kept beside the text.`;
    const source = definition.element?.source ?? '';
    blocks.push(...context.keepOriginal({ kind: 'problem', label: title ?? 'Problem', source, why }));
  }
  return blocks;
}

function whatCanBeRead({ answers }: ProblemParts): string {
  const known = answers.filter(({ items }) => items.length > 0).length;
  if (known === answers.length) return 'The question and its answers can be read';
  return known === 0
    ? 'The text of the question can be read, but no answer to it'
    : 'The question and some of its answers can be read';
}

const holdsResponse = (node: MarkupNode): boolean =>
  isElement(node) && (isResponse(node) || [...descendants(node)].some(isResponse));

/** The problem's XML; what an author wrote in Studio's Markdown only where there is no XML; null for a blank problem. */
function problemElement({ definition, course }: Component): MarkupElement | null {
  const { element, attributes } = definition;
  if (element !== null && (childElements(element).length > 0 || hasOwnText(element))) return element;
  const markdown = attributes.get('markdown') ?? '';
  if (markdown.trim() === '' || markdown === 'null') return null;
  try {
    return parseXml(studioMarkdownToXml(markdown), course.task.limits);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return {
      kind: 'element',
      name: 'problem',
      attributes,
      children: [{ kind: 'text', text: markdown }],
      source: markdown,
      line: null,
    };
  }
}
