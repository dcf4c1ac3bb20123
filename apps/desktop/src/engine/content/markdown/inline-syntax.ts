import type { MarkdownIt, StateInline } from 'markdown-it';

import { parseBraceAttributes } from './attributes.ts';

/** Inline parts of the dialects in which course texts are written. */
export function inlineSyntax(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', formula);
  markdown.inline.ruler.before('escape', 'brace_attributes', braceAttributes);
  markdown.inline.ruler.before('escape', 'template', template);
  markdown.inline.ruler.before('escape', 'hidden_comment', hiddenComment);
}

/**
 * `$…$`, `$$…$$`, `\\(…\\)` and `\\[…\\]`. As in Pandoc, a single `$` opens before and closes behind something other
 * than white space, and closes before no digit, so that prices stay prices.
 */
function formula(state: StateInline, silent: boolean): boolean {
  const rest = state.src.slice(state.pos, Math.min(state.posMax, state.pos + MAX_FORMULA_LENGTH));
  const match = FORMULAS.map((pattern) => pattern.exec(rest)).find((found) => found !== null);
  if (match === undefined) return false;
  if (!silent) state.push('formula_inline', 'formula-inline', 0).content = (match[1] ?? '').trim();
  state.pos += match[0].length;
  return true;
}

const MAX_FORMULA_LENGTH = 2_000;

const FORMULAS = [
  /^\$\$([^$]+)\$\$/,
  /^\$(?![\s$])((?:\\.|[^$\\])*?(?:\\.|[^$\\\s]))\$(?!\d)/s,
  /^\\\\\(([\s\S]+?)\\\\\)/,
  /^\\\\\[([\s\S]+?)\\\\\]/,
];

/** `{alt='…' width="40%"}` right after a picture, link or piece of code. */
function braceAttributes(state: StateInline, silent: boolean): boolean {
  const last = state.tokens.at(-1);
  if (state.src[state.pos] !== '{' || state.pending !== '' || last === undefined) return false;
  if (!['image', 'link_close', 'code_inline'].includes(last.type)) return false;
  const parsed = parseBraceAttributes(state.src, state.pos);
  if (parsed === null || parsed.end > state.posMax) return false;
  if (!silent) last.meta = { ...last.meta, attributes: parsed.attributes };
  state.pos = parsed.end;
  return true;
}

/** `{{< ref "x" >}}`, `{{ site.title }}`, `{{#include x}}` and `{% link x %}` within a line: what a site generator would have replaced. */
function template(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '{') return false;
  const rest = state.src.slice(state.pos, Math.min(state.posMax, state.pos + MAX_TEMPLATE_LENGTH));
  const match =
    /^(?:\{\{<[^\n]+?>\}\}|\{\{%[^\n]+?%\}\}|\{\{(?: [^{}\n]+ |#[^{}\n]+)\}\}|\{%[^\n]+?%\})/.exec(rest);
  if (match === null) return false;
  if (!silent) state.push('template_inline', 'template-inline', 0).content = match[0];
  state.pos += match[0].length;
  return true;
}

const MAX_TEMPLATE_LENGTH = 500;

/** `%%words%%`, which Obsidian shows to nobody but the author. */
function hiddenComment(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith('%%', state.pos)) return false;
  const end = state.src.indexOf('%%', state.pos + 2);
  if (end <= state.pos + 2 || end + 2 > state.posMax || end - state.pos > MAX_COMMENT_LENGTH) return false;
  if (!silent) {
    const words = state.src.slice(state.pos + 2, end).replaceAll('-', '\u2010');
    state.push('html_inline', '', 0).content = `<!-- ${words} -->`;
  }
  state.pos = end + 2;
  return true;
}

const MAX_COMMENT_LENGTH = 2_000;
