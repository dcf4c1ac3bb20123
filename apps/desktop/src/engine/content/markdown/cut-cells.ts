import { lineOf, type BlockRuleArguments } from './block-rule.ts';

interface CutCells {
  /** What was cut from each table, by the first line of the table. */
  cutCells?: Map<number, string>;
}

const MAX_LENGTH = 300;

/**
 * Notes what the cells hold that stand in a row beyond the columns of its table, because markdown-it drops them without
 * a word. It reads no table itself; `token-syntax.ts` gives what was noted to the table.
 */
export function noteCutCells(...[state, startLine, endLine, silent]: BlockRuleArguments): boolean {
  if (silent || startLine + 2 >= endLine) return false;
  const delimiters = lineOf(state, startLine + 1);
  if (!delimiters.includes('-') || !/^[-:| \t]+$/.test(delimiters)) return false;
  const columns = cellsOf(delimiters).length;
  const cut: string[] = [];
  for (let line = startLine + 2; line < endLine; line++) {
    const indent = (state.sCount[line] ?? 0) - state.blkIndent;
    if (indent < 0 || indent >= 4 || state.isEmpty(line)) break;
    cut.push(
      ...cellsOf(lineOf(state, line))
        .slice(columns)
        .map((cell) => cell.trim())
        .filter((cell) => cell !== ''),
    );
  }
  if (cut.length > 0) {
    const env = state.env as CutCells;
    env.cutCells ??= new Map();
    env.cutCells.set(startLine, `“${cut.join('”, “').slice(0, MAX_LENGTH).toWellFormed()}”`);
  }
  return false;
}

/** What was cut from the table that begins at a line, or null. */
export const cutFrom = (env: unknown, line: number): string | null =>
  (env as CutCells).cutCells?.get(line) ?? null;

const cellsOf = (row: string): string[] =>
  row
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/);
