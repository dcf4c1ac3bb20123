import type { StateBlock } from 'markdown-it';

import { lineOf, type BlockRuleArguments } from './block-rule.ts';

const BORDER = /^\+(?:[-=:]+\+)+$/;

/**
 * Pandoc's grid tables, whose cells hold blocks. One with merged cells becomes a token that keeps its text, because
 * reading it wrongly would be worse than not reading it.
 */
export function gridTable(...[state, startLine, endLine, silent]: BlockRuleArguments): boolean {
  const first = lineOf(state, startLine);
  if (!BORDER.test(first) || !first.includes('-')) return false;
  const lines = [first];
  let next = startLine + 1;
  for (; next < endLine; next++) {
    const line = lineOf(state, next);
    if (!line.startsWith('+') && !line.startsWith('|')) break;
    lines.push(line);
  }
  if (lines.length < 3 || !BORDER.test(lines.at(-1) ?? '')) return false;
  if (silent) return true;
  state.line = next;
  const rows = rowsOf(lines);
  if (rows === null) {
    const token = state.push('unreadable_table', 'unreadable-table', 0);
    token.content = lines.join('\n');
    token.map = [startLine, next];
  } else pushTable(state, rows, [startLine, next]);
  return true;
}

interface Row {
  isHeader: boolean;
  cells: string[];
}

function rowsOf(lines: readonly string[]): Row[] | null {
  const edges = [...(lines[0] ?? '').matchAll(/\+/g)].map((match) => match.index);
  const rows: Row[] = [];
  let open: string[][] = [];
  for (const line of lines.slice(1)) {
    if (BORDER.test(line)) {
      if (open.length > 0)
        rows.push({ isHeader: false, cells: edges.slice(1).map((_, column) => cellText(open, column)) });
      open = [];
      if (line.includes('=')) for (const row of rows) row.isHeader = true;
    } else {
      if (edges.some((edge) => line[edge] !== '|')) return null;
      open.push(edges.slice(1).map((edge, column) => line.slice((edges[column] ?? 0) + 1, edge)));
    }
  }
  return rows;
}

function cellText(lines: readonly (readonly string[])[], column: number): string {
  const parts = lines.map((line) => (line[column] ?? '').trimEnd());
  const isPadded = parts.every((part) => part === '' || part.startsWith(' '));
  // Pandoc writes `<p></p>` where it means nothing; as HTML it would swallow the lines below it.
  return parts.map((part) => (part.trim() === '<p></p>' ? '' : isPadded ? part.slice(1) : part)).join('\n');
}

function pushTable(state: StateBlock, rows: readonly Row[], map: [number, number]): void {
  state.push('table_open', 'table', 1).map = map;
  for (const { isHeader, cells } of rows) {
    const tag = isHeader ? 'th' : 'td';
    state.push('tr_open', 'tr', 1);
    for (const cell of cells) {
      state.push(`${tag}_open`, tag, 1);
      state.md.block.parse(cell, state.md, state.env, state.tokens);
      state.push(`${tag}_close`, tag, -1);
    }
    state.push('tr_close', 'tr', -1);
  }
  state.push('table_close', 'table', -1);
}
