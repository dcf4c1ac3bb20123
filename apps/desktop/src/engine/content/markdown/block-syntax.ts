import type { MarkdownIt } from 'markdown-it';

import { parseBraceAttributes } from './attributes.ts';
import { isIndentedCode, lineOf, type BlockRuleArguments } from './block-rule.ts';
import { gridTable } from './grid-table.ts';
import { indentedBox } from './indented-box.ts';

/** Blocks that may begin right after a line of text. */
const INTERRUPTS = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };

/** Blocks of the dialects in which course texts are written, beyond CommonMark and tables. */
export function blockSyntax(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'fenced_div', fencedDiv, INTERRUPTS);
  markdown.block.ruler.before('fence', 'kramdown_attributes', kramdownAttributes, INTERRUPTS);
  markdown.block.ruler.before('fence', 'template_tag', templateTag, INTERRUPTS);
  markdown.block.ruler.before('fence', 'formula', formula, INTERRUPTS);
  markdown.block.ruler.before('table', 'grid_table', gridTable);
  markdown.block.ruler.before('fence', 'indented_box', indentedBox, INTERRUPTS);
  markdown.block.ruler.before('html_block', 'html_around', htmlAround, INTERRUPTS);
}

/**
 * A line of a fenced div (`::: warning`, `::::::: challenge`, `:::`). Opening and closing lines become one token each and
 * are paired only when the HTML is read: as in Pandoc a div is closed by the next line of colons, however many.
 */
function fencedDiv(...[state, startLine, , silent]: BlockRuleArguments): boolean {
  const line = lineOf(state, startLine);
  if (!line.startsWith(':::') || isIndentedCode(state, startLine)) return false;
  if (silent) return true;
  // Docusaurus writes a title in brackets.
  const label = withoutColons(line).replace(/^([\w-]+)\[([^\]]*)\]/, '$1 $2 ');
  const token = state.push(label === '' ? 'fenced_div_close' : 'fenced_div_open', 'fenced-div', 0);
  token.map = [startLine, startLine + 1];
  if (label !== '') {
    const braces = parseBraceAttributes(label)?.attributes;
    const words = label
      .replaceAll(/\{[^}]*\}/g, ' ')
      .trim()
      .split(/\s+/);
    token.attrSet('class', (braces?.classes ?? words).join(' '));
    const title = braces?.values.get('title') ?? (braces === undefined ? words.slice(1).join(' ') : '');
    if (title !== '') token.attrSet('title', title);
  }
  state.line = startLine + 1;
  return true;
}

function withoutColons(line: string): string {
  let start = 0;
  let end = line.length;
  while (line[start] === ':') start++;
  while (end > start && line[end - 1] === ':') end--;
  return line.slice(start, end).trim();
}

/** `{: .challenge}` after a block, which `token-syntax.ts` gives to that block. */
function kramdownAttributes(...[state, startLine, , silent]: BlockRuleArguments): boolean {
  const line = lineOf(state, startLine);
  if (!line.startsWith('{:') || isIndentedCode(state, startLine)) return false;
  const parsed = parseBraceAttributes(line);
  if (parsed === null || parsed.end !== line.length) return false;
  if (silent) return true;
  const token = state.push('kramdown_attributes', '', 0);
  token.meta = { attributes: parsed.attributes };
  token.hidden = true;
  state.line = startLine + 1;
  return true;
}

/** `{% include links.md %}`, `{{< video x >}}`, `{{% notice %}}`: what a site generator would have replaced. */
function templateTag(...[state, startLine, , silent]: BlockRuleArguments): boolean {
  const line = lineOf(state, startLine);
  if (!/^(?:\{%.*%\}|\{\{<.*>\}\}|\{\{%.*%\}\})$/.test(line) || isIndentedCode(state, startLine))
    return false;
  if (silent) return true;
  const token = state.push('template_tag', 'template-tag', 0);
  token.content = line;
  token.map = [startLine, startLine + 1];
  state.line = startLine + 1;
  return true;
}

/** `<figure markdown>` or `<div markdown="1">` on a line of its own: what follows it is Markdown, up to the end tag. */
function htmlAround(...[state, startLine, , silent]: BlockRuleArguments): boolean {
  const line = lineOf(state, startLine);
  if (isIndentedCode(state, startLine) || !HTML_AROUND.test(line)) return false;
  if (silent) return true;
  const token = state.push('html_block', '', 0);
  token.content = `${line}\n`;
  token.map = [startLine, startLine + 1];
  state.line = startLine + 1;
  return true;
}

/** No tag is longer, and a regular expression may look at it many times. */
const HTML_AROUND = /^<[a-z][a-z0-9-]{0,40}(?:\s[^<>]{0,500})?\smarkdown(?:\s{0,5}=[^<>]{0,500})?>$/;

/** `$$ … $$` or `\[ … \]` on lines of their own. */
function formula(...[state, startLine, endLine, silent]: BlockRuleArguments): boolean {
  const first = lineOf(state, startLine);
  const open = /^(?:\$\$|\\\\?\[)/.exec(first)?.[0];
  if (open === undefined || isIndentedCode(state, startLine)) return false;
  const close = open === '$$' ? '$$' : `${open.slice(0, -1)}]`;
  const lines: string[] = [];
  let line = startLine;
  for (let text = first.slice(open.length); ; text = lineOf(state, line)) {
    const end = text.indexOf(close);
    if (end >= 0) {
      if (text.slice(end + close.length).trim() !== '') return false;
      lines.push(text.slice(0, end));
      break;
    }
    lines.push(text);
    line++;
    // A formula holds no empty line; without this bound every `$$` would be looked for through the whole file.
    if (line >= endLine || state.isEmpty(line) || lines.length > MAX_FORMULA_LINES) return false;
  }
  if (silent) return true;
  const token = state.push('formula_block', 'formula-block', 0);
  token.content = lines.join('\n').trim();
  token.map = [startLine, line + 1];
  state.line = line + 1;
  return true;
}

const MAX_FORMULA_LINES = 200;
