import type { CalloutKind } from '@educrowd/shared/content/content-json';
import { MAX_MATH_LENGTH } from '@educrowd/shared/content/content-limits';

import { boldParagraph } from '../markup/block-rules.ts';
import type { ElementRule } from '../markup/mapping-context.ts';
import { textOf } from '../markup/markup.ts';

interface DivMeaning {
  kind: CalloutKind;
  /** What the site generator writes above the div. */
  title?: string;
  /** What differs, for the report. */
  note?: string;
}

/** What the classes of divs mean in Carpentries lessons, Quarto and common Markdown dialects. */
const DIVS: ReadonlyMap<string, DivMeaning> = new Map<string, DivMeaning>([
  ['objectives', { kind: 'note', title: 'Objectives' }],
  ['questions', { kind: 'question', title: 'Questions' }],
  ['keypoints', { kind: 'note', title: 'Key points' }],
  ['prereq', { kind: 'note', title: 'Prerequisites' }],
  ['checklist', { kind: 'note', title: 'Checklist' }],
  ['callout', { kind: 'note' }],
  ['testimonial', { kind: 'note' }],
  ['note', { kind: 'note' }],
  ['info', { kind: 'note' }],
  ['important', { kind: 'warning' }],
  ['challenge', { kind: 'question' }],
  ['exercise', { kind: 'question' }],
  ['question', { kind: 'question' }],
  ['discussion', { kind: 'question' }],
  ['solution', { kind: 'answer' }],
  ['answer', { kind: 'answer' }],
  ['hint', { kind: 'tip' }],
  ['tip', { kind: 'tip' }],
  ['caution', { kind: 'warning' }],
  ['warning', { kind: 'warning' }],
  ['danger', { kind: 'warning' }],
  ['spoiler', { kind: 'note', note: 'Parts that could be folded out are shown as notes.' }],
  [
    'instructor',
    {
      kind: 'note',
      title: 'For the instructor',
      note: 'A note for instructors is part of the lesson now; everyone sees it.',
    },
  ],
]);

const fencedDiv: ElementRule = (element, flow, mapper) => {
  const classes = (element.attributes.get('class') ?? '')
    .split(' ')
    .map((name) => name.replace(/^callout-/, '').toLowerCase());
  const className = classes.find((name) => DIVS.has(name));
  const meaning = DIVS.get(className ?? '');
  const { item } = mapper.context;
  if (meaning === undefined) {
    if (!classes.every((name) => LAYOUT.has(name))) {
      item.changed(
        `The box “${classes.join(' ').slice(0, 60)}” was opened; what was in it is part of the text.`,
      );
    }
    flow.closeParagraph();
    mapper.fill(flow, element.children);
    flow.closeParagraph();
    return;
  }
  if (meaning.note !== undefined) item.changed(meaning.note);
  if (!mapper.mayNest(flow)) {
    mapper.fill(flow, element.children);
    return;
  }
  const title = element.attributes.get('title') ?? meaning.title;
  const content = mapper.inside(flow, 1, (inner) => {
    if (title !== undefined) inner.block(boldParagraph(title));
    mapper.fill(inner, element.children);
  });
  if (content.length > 0) flow.block({ type: 'callout', attrs: { kind: meaning.kind }, content });
};

/** Divs that only arrange what is in them. */
const LAYOUT = new Set(['', 'figure', 'columns', 'column', 'center', 'row', 'div', 'panel-tabset']);

const formulaBlock: ElementRule = (element, flow, mapper) => {
  const source = textOf(element).trim();
  if (source === '') return;
  if (source.length <= MAX_MATH_LENGTH) flow.block({ type: 'mathBlock', attrs: { source } });
  else mapper.keep(element, flow, 'A formula that is too long.');
};

/** The elements of `markdown-to-html.ts`. */
export const MARKDOWN_RULES: Readonly<Record<string, ElementRule>> = {
  'fenced-div': fencedDiv,
  'formula-inline': (element, flow) => flow.formula(textOf(element)),
  'formula-block': formulaBlock,
  'footnote-reference': (element, flow, { context }) => {
    context.item.changed('Footnotes became numbered notes at the end of the lesson.');
    flow.marked({ type: 'superscript' }, () => flow.text(`[${textOf(element)}]`));
  },
  'template-tag': (element, flow, { context }) =>
    flow.block(
      ...context.keepOriginal({
        kind: 'template tag',
        label: textOf(element).slice(0, 200),
        source: textOf(element),
        why: 'An instruction to the program that makes web pages of the course.',
      }),
    ),
  'unreadable-table': (element, flow, { context }) =>
    flow.block(
      ...context.keepOriginal({
        kind: 'table',
        label: 'Table with merged cells',
        source: textOf(element),
        why: 'A table with merged cells, drawn with characters.',
      }),
    ),
};
