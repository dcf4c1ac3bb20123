import type { FormulaSyntax } from './mapping-context.ts';

/**
 * `\[…\]` and `\(…\)`, as TeX delimits formulas; `\\[2pt]` within one is a line break. None of these can look at a
 * character more than a few times: a search ends where the next one can begin.
 */
export const TEX_BLOCK: FormulaSyntax = {
  pattern: /(?<!\\)\\\[((?:[^\\]|\\[^[\]])+)\\\]/g,
  isBlock: true,
};
export const TEX_INLINE: FormulaSyntax = {
  pattern: /(?<!\\)\\\(((?:[^\\]|\\[^()])+)\\\)/g,
  isBlock: false,
};
