/** The text of a lesson as a page shows it. */
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import { readSafeHtml, type Tag } from '@educrowd/shared/content/testing/read-html';

const OPENING = '<div class="reading">';
const CLOSING = '</div></article>';

/** The projected text within a lesson's page; empty for a lesson without one. Throws on HTML that must never be there. */
export function readLessonText(page: string): { readonly text: string; readonly tags: readonly Tag[] } {
  const start = page.indexOf(OPENING);
  if (start < 0) return { text: '', tags: [] };
  const end = page.indexOf(CLOSING, start);
  if (end < 0) throw new Error('The text of the page does not end.');
  return readSafeHtml(page.slice(start + OPENING.length, end));
}

/** Pieces of text of a document that `shown` lacks, in reading order; each may only be found behind the one before. */
export function missingFrom(shown: string, content: ContentDoc): string[] {
  let from = 0;
  return [...textsIn(content)].filter((piece) => {
    const at = shown.indexOf(piece, from);
    if (at >= 0) from = at + piece.length;
    return at < 0;
  });
}

interface AnyNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly AnyNode[];
}

function* textsIn(node: AnyNode): Generator<string> {
  if (node.text !== undefined) yield node.text;
  for (const child of node.content ?? []) yield* textsIn(child);
}
