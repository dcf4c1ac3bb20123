import type { BlockNode, InlineNode, ListItemNode } from '@educrowd/shared/content/content-json';

import { append } from './append.ts';
import { boldParagraph } from './markup/block-rules.ts';
import { clipped } from './originals.ts';

/** Questions of any format as people read them: the question, then answers and explanation, then hints. */

/** What is found in a question beside the text that everybody reads. */
export interface ProblemParts {
  /** For each question in order, what answers it. Empty where only the original knows. */
  answers: QuestionAnswers[];
  /** The author's explanation. */
  solutions: BlockNode[];
  hints: BlockNode[][];
  /** What the author answers to single choices. */
  feedback: { to: string; says: BlockNode[] }[];
  /** What cannot be shown, for the report: "a script". */
  unshown: Set<string>;
}

export interface QuestionAnswers {
  items: ListItemNode[];
  /** What gives some of the points. */
  partly: ListItemNode[];
}

export const createProblemParts = (): ProblemParts => ({
  answers: [],
  solutions: [],
  hints: [],
  feedback: [],
  unshown: new Set(),
});

export function questionCallout(title: string | null, text: readonly BlockNode[]): BlockNode {
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

export function answerCallout({ answers, solutions, feedback }: ProblemParts): BlockNode[] {
  const known = answers.filter(({ items }) => items.length > 0);
  const content: BlockNode[] = answers.flatMap(({ items, partly }, index): BlockNode[] => {
    const number = answers.length > 1 ? ` ${index + 1}` : '';
    return [
      ...answerList(items.length > 1 ? `Correct answers${number}` : `Correct answer${number}`, items),
      ...answerList(`Partly correct${number}`, partly),
    ];
  });
  if (known.length > 0 && solutions.length > 0 && !isExplained(solutions))
    content.push(boldParagraph('Explanation'));
  append(content, solutions);
  if (feedback.length > 0) {
    const items = feedback.map(feedbackItem);
    content.push(boldParagraph('Feedback'), { type: 'bulletList', content: items });
  }
  return content.length === 0 ? [] : [{ type: 'callout', attrs: { kind: 'answer' }, content }];
}

const answerList = (title: string, items: readonly ListItemNode[]): BlockNode[] =>
  items.length === 0 ? [] : [boldParagraph(title), { type: 'bulletList', content: [...items] }];

function feedbackItem({ to, says }: ProblemParts['feedback'][number]): ListItemNode {
  if (to === '') return { type: 'listItem', content: says };
  const [first, ...others] = says;
  const before = `${clipped(to, 10_000)}:`;
  return first?.type === 'paragraph'
    ? {
        type: 'listItem',
        content: [
          { ...first, content: [{ type: 'text', text: `${before} ` }, ...(first.content ?? [])] },
          ...others,
        ],
      }
    : { type: 'listItem', content: [...textItem(before).content, ...says] };
}

/** Studio's template begins every solution with the word itself. */
function isExplained([first]: readonly BlockNode[]): boolean {
  if (first?.type !== 'paragraph' && first?.type !== 'heading') return false;
  return /^explanation/i.test(textOfInline(first.content ?? []));
}

export const hintCallouts = ({ hints }: ProblemParts): BlockNode[] =>
  hints.map((blocks, index) => ({
    type: 'callout',
    attrs: { kind: 'tip' },
    content: [boldParagraph(hints.length > 1 ? `Hint ${index + 1}` : 'Hint'), ...blocks],
  }));

export const textItem = (text: string): ListItemNode => ({
  type: 'listItem',
  content: [textParagraph(text)],
});

export const textParagraph = (text: string): BlockNode => ({
  type: 'paragraph',
  content: [{ type: 'text', text }],
});
