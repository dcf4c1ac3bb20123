import type { MarkdownIt } from 'markdown-it';

import { lineOf, type BlockRuleArguments } from './block-rule.ts';

/** What a page is beyond Markdown, for the rules that read it. */
export interface MarkdownDialect {
  /** Markdown with a program in it, as in Docusaurus. */
  isMdx?: boolean;
}

/**
 * The program in a page of MDX: `import` and `export` up to the next empty line, and elements or expressions of its own
 * that stand alone on a line. Nothing here can run them, so they are originals like other instructions to a site
 * generator; elements with content around them are read as HTML.
 */
export function mdxSyntax(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'mdx', program);
}

function program(...[state, startLine, endLine, silent]: BlockRuleArguments): boolean {
  if ((state.env as MarkdownDialect).isMdx !== true) return false;
  const first = lineOf(state, startLine);
  const isModule = state.level === 0 && /^(?:import|export)\b/.test(first);
  if (!isModule && !ALONE.test(first)) return false;
  if (silent) return true;
  let line = startLine + 1;
  if (isModule) while (line < endLine && !state.isEmpty(line)) line++;
  const token = state.push('template_tag', 'template-tag', 0);
  token.content = state.getLines(startLine, line, state.blkIndent, false).trim();
  token.map = [startLine, line];
  state.line = line;
  return true;
}

const ALONE = /^(?:\{.*\}|<[A-Z][\w.]*(?:\s[^<>]*)?\/>)$/;
