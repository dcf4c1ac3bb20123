import type { CalloutKind } from '@educrowd/shared/content/content-json';
import { MAX_MATH_LENGTH } from '@educrowd/shared/content/content-limits';

import { boldParagraph, codeBlock } from '../markup/block-rules.ts';
import type { ElementRule } from '../markup/mapping-context.ts';
import { childNamed, COMMENT, textOf } from '../markup/markup.ts';
import { table } from '../markup/table-rules.ts';

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
  ['attention', { kind: 'warning' }],
  ['error', { kind: 'warning' }],
  ['failure', { kind: 'warning' }],
  ['bug', { kind: 'warning' }],
  ['success', { kind: 'tip' }],
  ['abstract', { kind: 'note', title: 'Summary' }],
  ['summary', { kind: 'note', title: 'Summary' }],
  ['tldr', { kind: 'note', title: 'Summary' }],
  ['example', { kind: 'note', title: 'Example' }],
  ['todo', { kind: 'note', title: 'To do' }],
  ['seealso', { kind: 'note', title: 'See also' }],
  ['help', { kind: 'question' }],
  ['faq', { kind: 'question' }],
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
  const statedTitle = element.attributes.get('title') ?? '';
  if (meaning === undefined) {
    if (classes.includes('tab')) item.changed(TABS);
    else if (!classes.every((name) => LAYOUT.has(name))) {
      item.changed(
        `The box “${classes.join(' ').slice(0, 60)}” was opened; what was in it is part of the text.`,
      );
    }
    flow.closeParagraph();
    if (statedTitle !== '') flow.block(boldParagraph(statedTitle));
    mapper.fill(flow, element.children);
    flow.closeParagraph();
    return;
  }
  if (meaning.note !== undefined) item.changed(meaning.note);
  if (element.attributes.has('data-folded'))
    item.changed('Parts that could be folded out are shown as notes.');
  const title = statedTitle || (element.attributes.has('data-titled') ? undefined : meaning.title);
  if (!mapper.mayNest(flow)) {
    if (title !== undefined) flow.block(boldParagraph(title));
    mapper.fill(flow, element.children);
    return;
  }
  const content = mapper.inside(flow, 1, (inner) => {
    if (title !== undefined) inner.block(boldParagraph(title));
    mapper.fill(inner, element.children);
  });
  if (content.length > 0) flow.block({ type: 'callout', attrs: { kind: meaning.kind }, content });
};

/** Divs that only arrange what is in them. */
const LAYOUT = new Set([
  '',
  'figure',
  'columns',
  'column',
  'center',
  'row',
  'div',
  'panel-tabset',
  'inline',
  'end',
]);

const formulaBlock: ElementRule = (element, flow, mapper) => {
  const source = textOf(element).trim();
  if (source === '') return;
  if (source.length <= MAX_MATH_LENGTH) flow.block({ type: 'mathBlock', attrs: { source } });
  else mapper.keep(element, flow, 'A formula that is too long.');
};

const code: ElementRule = (element, flow, mapper) => {
  const attributes = childNamed(element, 'code')?.attributes;
  const title = attributes?.get('data-title') ?? '';
  const options = attributes?.get('data-options') ?? '';
  if (title !== '') flow.block(boldParagraph(title));
  if (options !== '') mapper.context.item.changed(`Settings of the code were left out: ${options}.`);
  codeBlock(element, flow, mapper);
};

const ragged: ElementRule = (element, flow, mapper) => {
  const cut = element.attributes.get('data-cut') ?? '';
  if (cut !== '') mapper.context.item.changed(`Cells beyond the columns of the table were left out: ${cut}.`);
  table(element, flow, mapper);
};

/** How Docusaurus writes tabs. */
const tab: ElementRule = (element, flow, mapper) => {
  mapper.context.item.changed(TABS);
  const label = element.attributes.get('label') ?? '';
  flow.closeParagraph();
  if (label !== '') flow.block(boldParagraph(label));
  mapper.fill(flow, element.children);
  flow.closeParagraph();
};

const TABS = 'Tabs are shown one below the other.';

/** The elements of `markdown-to-html.ts`, and those of HTML that Markdown says more of. */
export const MARKDOWN_RULES: Readonly<Record<string, ElementRule>> = {
  pre: code,
  table: ragged,
  tabs: tab,
  tabitem: tab,
  [COMMENT]: (_element, _flow, { context }) =>
    context.item.changed('Comments, which readers did not see, were left out.'),
  'template-inline': (element, flow, { context }) => {
    context.item.changed('Instructions to the program that makes web pages are shown as they were written.');
    flow.text(textOf(element));
  },
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
