import type { StateBlock } from 'markdown-it';

/** What markdown-it calls a block rule with. */
export type BlockRuleArguments = [state: StateBlock, startLine: number, endLine: number, silent: boolean];

/** A line without its indentation. */
export const lineOf = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd();

export const isIndentedCode = (state: StateBlock, line: number): boolean =>
  (state.sCount[line] ?? 0) - state.blkIndent >= 4;
