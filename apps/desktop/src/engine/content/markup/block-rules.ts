import { cleanText } from '@educrowd/shared/content/clean-text';
import type { BlockNode, CalloutKind, HeadingLevel, InlineNode } from '@educrowd/shared/content/content-json';
import { isAnchor } from '@educrowd/shared/content/link-target';

import { append } from '../append.ts';
import { definitionList, bulletList, orderedList } from './list-rules.ts';
import type { ElementRule } from './mapping-context.ts';
import {
  childNamed,
  descendants,
  holdsEmphasis,
  isElement,
  linksIn,
  plainTextOf,
  type MarkupElement,
  type MarkupNode,
} from './markup.ts';

const division: ElementRule = (element, flow, mapper) => {
  flow.closeParagraph();
  mapper.fill(flow, element.children);
  flow.closeParagraph();
};

/** A heading holds text alone; a picture in it comes after it. */
const heading: ElementRule = (element, flow, { context, fill, inside }) => {
  const level = Number(element.name.slice(-1));
  if (level > 4) context.item.changed('Headings of the levels 5 and 6 became level 4.');
  const content: InlineNode[] = [];
  const others: BlockNode[] = [];
  for (const block of inside(flow, 0, (inner) => fill(inner, element.children))) {
    if (block.type !== 'paragraph') others.push(block);
    else {
      if (content.length > 0) content.push({ type: 'text', text: ' ' });
      append(content, (block.content ?? []).map(breakToSpace));
    }
  }
  const anchor = anchorOf(element);
  if (content.length > 0) {
    flow.block({
      type: 'heading',
      attrs: { level: Math.min(level, 4) as HeadingLevel, ...(anchor === null ? {} : { anchor }) },
      content,
    });
  }
  for (const other of others) flow.block(other);
};

const breakToSpace = (node: InlineNode): InlineNode =>
  node.type === 'hardBreak' ? { type: 'text', text: ' ' } : node;

/** The heading's own id, or that of the empty link which older pages put into it. */
function anchorOf(element: MarkupElement): string | null {
  const inner = [...descendants(element)].find(
    ({ name, attributes }) => name === 'a' && !attributes.has('href'),
  );
  const anchor =
    element.attributes.get('id') ?? inner?.attributes.get('id') ?? inner?.attributes.get('name') ?? '';
  return anchor !== '' && isAnchor(anchor) ? anchor : null;
}

const blockquote: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return division(element, flow, mapper);
  const content = mapper.inside(flow, 1, (inner) => mapper.fill(inner, element.children));
  if (content.length > 0) flow.block({ type: 'blockquote', content });
};

export const codeBlock: ElementRule = (element, flow, mapper) => {
  if ([...descendants(element)].some(({ name }) => NO_CODE.has(name))) return division(element, flow, mapper);
  const text = cleanText(verbatimText(element)).replace(/\n$/, '');
  if (text.trim() === '') return;
  const classes = `${element.attributes.get('class') ?? ''} ${childNamed(element, 'code')?.attributes.get('class') ?? ''}`;
  const language = /(?:^|\s)(?:language-|lang-|sourceCode )([\w+#.-]{1,40})(?:\s|$)/.exec(classes)?.[1];
  flow.block({
    type: 'codeBlock',
    ...(language === undefined ? {} : { attrs: { language } }),
    content: [{ type: 'text', text }],
  });
  const { item } = mapper.context;
  if (holdsEmphasis(element)) item.changed('Bold, italic and raised letters within code became plain.');
  codeLinks(element, flow, mapper);
};

/** Code holds letters alone, so its links come after it. */
const codeLinks: ElementRule = (element, flow, mapper) => {
  const { context } = mapper;
  const links = linksIn(element).filter((link) => {
    const answer = context.link(link.attributes.get('href')?.trim() ?? '');
    if ('lost' in answer) context.item.changed(answer.lost);
    return !('lost' in answer);
  });
  if (links.length > 0) context.item.changed('Links within code follow it.');
  for (const [index, link] of links.entries()) {
    if (index > 0) flow.text(' · ');
    mapper.fill(flow, [link]);
  }
  flow.closeParagraph();
};

const NO_CODE = new Set(['img', 'table', 'iframe', 'video', 'script', 'form', 'input', 'svg']);

const verbatimText = (node: MarkupNode): string =>
  isElement(node) ? (node.name === 'br' ? '\n' : node.children.map(verbatimText).join('')) : node.text;

/** A fold-out shows its content; where its title speaks of an answer, an answer is what it is. */
const details: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return division(element, flow, mapper);
  const summary = childNamed(element, 'summary');
  const title = summary === undefined ? '' : plainTextOf(summary);
  const kind: CalloutKind = /answer|solution|antwort|lösung|solución|respuesta|réponse/i.test(title)
    ? 'answer'
    : 'note';
  if (kind !== 'answer') mapper.context.item.changed('Parts that could be folded out are shown as notes.');
  const rest = element.children.filter((child) => child !== summary);
  const content = mapper.inside(flow, 1, (inner) => {
    if (title !== '') inner.block(boldParagraph(title));
    mapper.fill(inner, rest);
  });
  if (content.length > 0) flow.block({ type: 'callout', attrs: { kind }, content });
};

/** A short title within a callout or list. */
export const boldParagraph = (text: string): BlockNode => ({
  type: 'paragraph',
  content: [{ type: 'text', text: cleanText(text), marks: [{ type: 'bold' }] }],
});

export const BLOCK_RULES: Readonly<Record<string, ElementRule>> = {
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  ul: bulletList,
  menu: bulletList,
  dir: bulletList,
  ol: orderedList,
  dl: definitionList,
  li: division,
  dt: division,
  dd: division,
  blockquote,
  pre: codeBlock,
  listing: codeBlock,
  xmp: codeBlock,
  details,
  summary: division,
  hr: (_element, flow) => flow.block({ type: 'horizontalRule' }),
  p: division,
  div: division,
  section: division,
  article: division,
  main: division,
  header: division,
  footer: division,
  aside: division,
  nav: division,
  center: division,
  address: division,
  hgroup: division,
  fieldset: division,
  legend: division,
  search: division,
  noscript: division,
  body: division,
  html: division,
};
