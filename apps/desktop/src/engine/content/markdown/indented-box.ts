import type { StateBlock } from 'markdown-it';

import { isIndentedCode, lineOf, type BlockRuleArguments } from './block-rule.ts';

/**
 * Boxes as MkDocs and Python-Markdown write them, with their content indented below: `!!! note "Title"`,
 * `??? note` that folds, and `=== "Tab"`.
 */
export function indentedBox(...[state, startLine, endLine, silent]: BlockRuleArguments): boolean {
  const head = isIndentedCode(state, startLine) ? null : headOf(lineOf(state, startLine));
  if (head === null) return false;
  let end = startLine + 1;
  for (let line = end; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    if ((state.sCount[line] ?? 0) - state.blkIndent < INDENT) break;
    end = line + 1;
  }
  // Without content it is a line of text.
  if (end === startLine + 1) return false;
  if (silent) return true;
  const open = state.push('fenced_div_open', 'fenced-div', 0);
  open.map = [startLine, end];
  open.attrs = [
    ['class', head.classes],
    ...(head.isFolded ? [['data-folded', ''] satisfies [string, string]] : []),
    ...(head.title === null ? [] : [['data-titled', ''] satisfies [string, string]]),
  ];
  if (head.title !== null && head.title !== '') pushTitle(state, head.title);
  const { blkIndent, lineMax } = state;
  state.blkIndent += INDENT;
  state.lineMax = end;
  state.level++;
  state.md.block.tokenize(state, startLine + 1, end);
  state.level--;
  state.blkIndent = blkIndent;
  state.lineMax = lineMax;
  state.push('fenced_div_close', 'fenced-div', 0);
  state.line = end;
  return true;
}

const INDENT = 4;

function headOf(line: string): { classes: string; title: string | null; isFolded: boolean } | null {
  const tab = /^===[!+]?[ \t]+"(.*)"$/.exec(line);
  if (tab !== null) return { classes: 'tab', title: tab[1] ?? '', isFolded: false };
  const box = /^(!!!|\?\?\?\+?)[ \t]*([\w -]*?)(?:[ \t]*"(.*)")?$/.exec(line);
  if (box === null || (box[2] === '' && box[3] === undefined)) return null;
  return { classes: box[2] ?? '', title: box[3] ?? null, isFolded: box[1] !== '!!!' };
}

function pushTitle(state: StateBlock, title: string): void {
  state.push('paragraph_open', 'p', 1);
  state.push('strong_open', 'strong', 1);
  const words = state.push('inline', '', 0);
  words.content = title;
  words.children = [];
  state.push('strong_close', 'strong', -1);
  state.push('paragraph_close', 'p', -1);
}
