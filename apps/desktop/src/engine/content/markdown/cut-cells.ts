import type { StateCore, Token } from 'markdown-it';

const MAX_LENGTH = 300;

/**
 * Gives each table what stood in its rows beyond its columns, because markdown-it drops those cells without a word.
 * Tables within the cells of a grid table are left alone: their lines are counted from their cell.
 */
export function noteCutCells(state: StateCore): void {
  let lines: string[] | null = null;
  let cut: string[] = [];
  const open: Token[] = [];
  let row: Token | null = null;
  let cells = 0;
  for (const token of state.tokens) {
    if (token.type === 'table_open') {
      open.push(token);
      cut = [];
    } else if (token.type === 'tr_open') {
      row = token;
      cells = 0;
    } else if (token.type === 'th_open' || token.type === 'td_open') cells++;
    else if (token.type === 'tr_close' && open.length === 1 && row !== null && row.map !== null) {
      lines ??= state.src.split('\n');
      // Before a row stands nothing but the marks of quotes and the indentation of lists.
      const text = (lines[row.map[0]] ?? '').replace(/^[\s>]+/, '').trimEnd();
      for (const cell of cellsOf(text).slice(cells)) if (cell.trim() !== '') cut.push(cell.trim());
    } else if (token.type === 'table_close') {
      const table = open.pop();
      if (open.length === 0 && cut.length > 0)
        table?.attrSet('data-cut', `“${cut.join('”, “').slice(0, MAX_LENGTH).toWellFormed()}”`);
    }
  }
}

const cellsOf = (row: string): string[] =>
  row
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/);
