import type { MarkdownIt, StateCore, Token } from 'markdown-it';

import { append } from '../append.ts';

/** What the plugin for footnotes knows: `refs` has every label with a colon before it, −1 where nobody refers to it. */
interface KnownFootnotes {
  refs?: Record<string, number>;
  list?: { label: string; count: number }[];
}

/**
 * The plugin for footnotes shows those that the text refers to, and of two with one label the last. Here the first is
 * meant by its label, as on most sites, and the others stand behind all that are referred to: what an author wrote as a
 * footnote is read, whether or not it was forgotten in the text.
 */
export function everyFootnote(markdown: MarkdownIt): void {
  markdown.core.ruler.before('footnote_tail', 'every_footnote', (state) => {
    const known = (state.env as { footnotes?: KnownFootnotes }).footnotes;
    if (known?.refs === undefined) return;
    const list = (known.list ??= []);
    const labels = new Set<string>();
    for (const open of sideBySide(state)) {
      const label = String(open.meta?.label ?? '');
      const isFirst = !labels.has(label);
      labels.add(label);
      if (isFirst && (known.refs[`:${label}`] ?? -1) >= 0) continue;
      // No label holds a space.
      const own = `${label} ${list.length}`;
      open.meta = { label: own };
      list.push({ label: own, count: 0 });
    }
  });
}

/** Moves the definitions of footnotes to the end, those within others behind them; gives the openings in order. */
function sideBySide(state: StateCore): Token[] {
  const text: Token[] = [];
  const definitions: Token[][] = [];
  const around: Token[][] = [];
  for (const token of state.tokens) {
    if (token.type === 'footnote_reference_open') {
      const definition = [token];
      definitions.push(definition);
      around.push(definition);
      continue;
    }
    (around.at(-1) ?? text).push(token);
    if (token.type === 'footnote_reference_close') around.pop();
  }
  state.tokens = text;
  for (const definition of definitions) append(state.tokens, definition);
  return definitions.flatMap(([open]) => open ?? []);
}
