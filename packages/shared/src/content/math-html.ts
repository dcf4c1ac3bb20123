import katex from 'katex';
import { escapeHtml, openTag } from './escape-html.ts';

/** Largest size and line that a formula may ask for, in em: nothing may cover the page. */
const MAX_SIZE_EM = 20;
/** Macros of a formula may unfold this often: a short formula must not become an endless one. */
const MAX_EXPANSIONS = 500;

const WRAPPING = /^<span class="katex">(?<math>.*)<\/span>$/s;
/** Decoration that pages forbid; marks of the formula's own text are escaped and never match. */
const STYLES = / style="[^"]*"/g;

/**
 * A formula as MathML, which browsers draw and read aloud without fonts or styles of ours. Null where the source is no
 * formula that we understand. Links, pictures and HTML in it are not followed.
 */
export function mathToMathml(source: string, display: 'inline' | 'block'): string | null {
  try {
    const html = katex.renderToString(source, optionsFor(display));
    return WRAPPING.exec(html)?.groups?.['math']?.replaceAll(STYLES, '') ?? null;
  } catch {
    // Whatever it is that was typed, it is shown as it was typed.
    return null;
  }
}

/**
 * Draws the formula into an element, node by node: the desktop's page takes no markup from strings. Only what
 * `mathToMathml` understands.
 */
export const drawMath = (
  element: Parameters<typeof katex.render>[1],
  source: string,
  display: 'inline' | 'block',
): void => katex.render(source, element, optionsFor(display));

/** Longer ones may be wider than a phone, and are scrolled by themselves: also with the keyboard. */
const MAX_FIXED_LENGTH = 32;

const optionsFor = (display: 'inline' | 'block') =>
  ({
    output: 'mathml',
    displayMode: display === 'block',
    throwOnError: true,
    strict: 'ignore',
    trust: false,
    maxSize: MAX_SIZE_EM,
    maxExpand: MAX_EXPANSIONS,
  }) as const;

export function inlineMathToHtml(source: string): string {
  const math = mathToMathml(source, 'inline');
  return math === null
    ? `<code class="math">${escapeHtml(source)}</code>`
    : `${openTag('span', { class: 'math', tabindex: source.length > MAX_FIXED_LENGTH ? 0 : null })}${math}</span>`;
}

export function blockMathToHtml(source: string): string {
  const math = mathToMathml(source, 'block');
  return math === null
    ? `<pre class="math" tabindex="0"><code class="math">${escapeHtml(source)}</code></pre>`
    : `<div class="math" tabindex="0">${math}</div>`;
}
