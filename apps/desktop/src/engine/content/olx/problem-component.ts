import type { BlockNode, InlineNode } from '@educrowd/shared/content/content-json';

import { boldParagraph } from '../markup/block-rules.ts';
import { mapMarkup } from '../markup/map-markup.ts';
import { childElements, descendants, hasOwnText, type MarkupElement } from '../markup/markup.ts';
import { parseXml, XmlError } from '../markup/parse-xml.ts';
import { clipped } from '../originals.ts';
import { mappingOf, type Component, type ComponentReader } from './olx-course.ts';
import { displayNameOf } from './olx-names.ts';
import {
  createProblemParts,
  isResponse,
  problemRules,
  textItem,
  type ProblemParts,
} from './problem-rules.ts';
import { studioMarkdownToXml } from './studio-markdown.ts';

/**
 * A problem as people read it: the question with its choices, then answers and explanation, then hints. What a document
 * cannot hold, such as a script, keeps the whole original beside the readable text.
 */
export const readProblemComponent: ComponentReader = (component) => {
  const { definition, item } = component;
  const element = problemElement(component);
  if (element === null) {
    item.leftOut('The problem is blank.');
    return [];
  }
  const parts = createProblemParts();
  const context = mappingOf(component, problemRules(parts));
  const text = mapMarkup(element.children, context);
  const title = displayNameOf(definition);
  const isQuestion = [...descendants(element)].some(isResponse);
  const blocks = isQuestion
    ? [questionCallout(title, text), ...answerCallout(parts), ...hintCallouts(parts)]
    : [...text, ...answerCallout(parts), ...hintCallouts(parts)];
  if (isQuestion)
    item.changed(
      'The question and its answers can be read; nobody is asked to answer and no points are given.',
    );
  if (parts.unshown.size > 0) {
    const why = `The problem holds ${[...parts.unshown].join(', ')}; its original is kept beside the text.`;
    const source = definition.element?.source ?? '';
    blocks.push(...context.keepOriginal({ kind: 'problem', label: title ?? 'Problem', source, why }));
  }
  return blocks;
};

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

function questionCallout(title: string | null, text: readonly BlockNode[]): BlockNode {
  const [first] = text;
  const isTitled = first?.type === 'heading' && textOfInline(first.content ?? []) === title;
  const heading: BlockNode[] =
    title === null || isTitled
      ? []
      : [{ type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: clipped(title, 500) }] }];
  const content = [...heading, ...text];
  return {
    type: 'callout',
    attrs: { kind: 'question' },
    content: content.length > 0 ? content : [{ type: 'paragraph' }],
  };
}

const textOfInline = (nodes: readonly InlineNode[]): string =>
  nodes
    .map((node) => (node.type === 'text' ? node.text : ' '))
    .join('')
    .trim();

function answerCallout({ answers, solutions, feedback }: ProblemParts): BlockNode[] {
  const known = answers.filter(({ items }) => items.length > 0);
  const content: BlockNode[] = answers.flatMap(({ items }, index): BlockNode[] => {
    if (items.length === 0) return [];
    const number = answers.length > 1 ? ` ${index + 1}` : '';
    return [
      boldParagraph(items.length > 1 ? `Correct answers${number}` : `Correct answer${number}`),
      { type: 'bulletList', content: items },
    ];
  });
  if (known.length > 0 && solutions.length > 0 && !isExplained(solutions))
    content.push(boldParagraph('Explanation'));
  content.push(...solutions);
  if (feedback.length > 0) {
    const items = feedback.map(({ to, says }) =>
      textItem(clipped(to === '' ? says : `${to}: ${says}`, 10_000)),
    );
    content.push(boldParagraph('Feedback'), { type: 'bulletList', content: items });
  }
  return content.length === 0 ? [] : [{ type: 'callout', attrs: { kind: 'answer' }, content }];
}

/** Studio's template begins every solution with the word itself. */
function isExplained([first]: readonly BlockNode[]): boolean {
  if (first?.type !== 'paragraph' && first?.type !== 'heading') return false;
  return /^explanation/i.test(textOfInline(first.content ?? []));
}

const hintCallouts = ({ hints }: ProblemParts): BlockNode[] =>
  hints.map((blocks, index) => ({
    type: 'callout',
    attrs: { kind: 'tip' },
    content: [boldParagraph(hints.length > 1 ? `Hint ${index + 1}` : 'Hint'), ...blocks],
  }));
