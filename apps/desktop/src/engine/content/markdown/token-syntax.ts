import type { MarkdownIt, StateCore, Token } from 'markdown-it';

import { alerts } from './alerts.ts';
import { readCodeInfo } from './code-info.ts';
import { noteCutCells } from './cut-cells.ts';
import { headingAnchor } from './heading-anchor.ts';
import { parseBraceAttributes, type BraceAttributes } from './attributes.ts';

/** What is read from whole tokens: attributes of blocks, names of languages, check boxes, anchors of headings. */
export function tokenSyntax(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'block_attributes', (state) => {
    for (const [index, token] of state.tokens.entries()) {
      if (token.type === 'kramdown_attributes') giveToBlockBefore(state.tokens, index);
      else if (token.type === 'fence') readInfo(token);
      else if (token.type === 'inline') readBlockMarks(state, index);
      if (token.map !== null && token.level === 0 && token.nesting >= 0)
        token.attrSet('data-line', token.map[0] + 1);
    }
  });
  markdown.core.ruler.after('block_attributes', 'cut_cells', noteCutCells);
  markdown.core.ruler.after('cut_cells', 'alerts', alerts);
  markdown.core.ruler.after('text_join', 'heading_anchors', giveAnchors);
}

function readInfo(token: Token): void {
  const { language, title, options } = readCodeInfo(token.info);
  token.info = language;
  if (title !== '') token.attrSet('data-title', title);
  if (options !== '') token.attrSet('data-options', options);
}

/** A quote with a class is what older Carpentries lessons write for a fenced div; a class of code is its language. */
function giveToBlockBefore(tokens: Token[], index: number): void {
  const { attributes } = (tokens[index]?.meta ?? {}) as { attributes?: BraceAttributes };
  const last = tokens[index - 1];
  const [className] = attributes?.classes ?? [];
  if (last === undefined || className === undefined) return;
  if (last.type === 'fence') last.info = className.replace(/^language-/, '');
  if (last.type !== 'blockquote_close') return;
  const open = tokens.findLast(
    (token, position) => position < index && token.type === 'blockquote_open' && token.level === last.level,
  );
  if (open === undefined) return;
  open.type = 'fenced_div_open';
  open.attrSet('class', className);
  last.type = 'fenced_div_close';
}

function readBlockMarks(state: StateCore, index: number): void {
  const token = state.tokens[index];
  const parent = state.tokens[index - 1];
  if (token === undefined || parent === undefined) return;
  if (parent.type === 'heading_open') {
    const start = token.content.lastIndexOf('{');
    const parsed = start < 0 ? null : parseBraceAttributes(token.content, start);
    if (parsed === null || parsed.end !== token.content.length) return;
    token.content = token.content.slice(0, start).trimEnd();
    if (parsed.attributes.id !== null) parent.attrSet('id', parsed.attributes.id);
  } else if (state.tokens[index - 2]?.type === 'list_item_open') {
    token.content = token.content.replace(/^\[[ xX]\](?=\s)/, (box) => (box === '[ ]' ? '☐' : '☑'));
  }
}

function giveAnchors(state: StateCore): void {
  const seen = new Map<string, number>();
  for (const [index, token] of state.tokens.entries()) {
    if (token.type !== 'heading_open' || token.attrGet('id') !== null) continue;
    const anchor = headingAnchor(wordsOfHeading(state.tokens[index + 1]));
    if (anchor === '') continue;
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    token.attrSet('id', times === 0 ? anchor : `${anchor}-${times}`);
  }
}

const wordsOfHeading = (inline: Token | undefined): string =>
  (inline?.children ?? [])
    .map((child) => (child.type === 'text' || child.type === 'code_inline' ? child.content : ' '))
    .join('');
