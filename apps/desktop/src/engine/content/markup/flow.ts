import { cleanText } from '@educrowd/shared/content/clean-text';
import type {
  BlockNode,
  ContentMark,
  InlineNode,
  MathBlockNode,
} from '@educrowd/shared/content/content-json';
import { MAX_MATH_LENGTH } from '@educrowd/shared/content/content-limits';

import { append } from '../append.ts';
import type { FormulaSyntax } from './mapping-context.ts';

/**
 * Builds blocks from a run of texts, inline nodes and blocks, the way a browser lays them out: white space collapses, and
 * whatever inline content stands beside a block becomes a paragraph of its own.
 */
export interface Flow {
  /** Text with the marks that are open. */
  text(text: string): void;
  hardBreak(): void;
  formula(source: string): void;
  /** Closes the paragraph and adds a block. */
  block(...nodes: BlockNode[]): void;
  /** Closes the paragraph. */
  closeParagraph(): void;
  /** True while the open paragraph holds something. */
  hasOpenText(): boolean;
  /** Gives everything that `fill` adds the mark as well. */
  marked(mark: ContentMark, fill: () => void): void;
  /** Blocks around the ones that are built here, in the document. */
  readonly depth: number;
  blocks(): BlockNode[];
}

export function createFlow(depth: number, formulas: readonly FormulaSyntax[]): Flow {
  const blocks: BlockNode[] = [];
  let inline: InlineNode[] = [];
  let marks: ContentMark[] = [];

  const addText = (text: string): void => {
    if (text !== '') inline.push(marks.length === 0 ? { type: 'text', text } : { type: 'text', text, marks });
  };
  const closeParagraph = (): void => {
    const content = withFormulas(joined(inline), formulas);
    inline = [];
    append(blocks, paragraphsOf(content));
  };

  return {
    depth,
    text(text) {
      const collapsed = cleanText(text).replaceAll(/[ \t\n\f\r]+/g, ' ');
      addText(endsWithSpace(inline.at(-1)) ? collapsed.replace(/^ /, '') : collapsed);
    },
    hardBreak() {
      const last = inline.at(-1);
      if (last?.type === 'text') inline[inline.length - 1] = { ...last, text: last.text.replace(/ $/, '') };
      inline.push({ type: 'hardBreak' });
    },
    formula(source) {
      const latex = cleanText(source).trim();
      if (latex === '') return;
      if (latex.length > MAX_MATH_LENGTH) addText(latex);
      else inline.push({ type: 'math', attrs: { source: latex } });
    },
    block(...nodes) {
      closeParagraph();
      blocks.push(...nodes);
    },
    closeParagraph,
    hasOpenText: () => inline.some(isVisible),
    marked(mark, fill) {
      const outer = marks;
      marks = [...marks.filter(({ type }) => type !== mark.type), mark];
      fill();
      marks = outer;
    },
    blocks() {
      closeParagraph();
      return blocks;
    },
  };
}

const endsWithSpace = (node: InlineNode | undefined): boolean =>
  node === undefined || node.type === 'hardBreak' || (node.type === 'text' && node.text.endsWith(' '));

/** No-break spaces alone are how editors write an empty line. */
const isVisible = (node: InlineNode): boolean =>
  node.type === 'math' || (node.type === 'text' && /\S/.test(node.text));

/** Without the white space and line breaks at both ends, which nobody sees. */
function trimmed(nodes: readonly InlineNode[]): InlineNode[] {
  const isEdge = (node: InlineNode | undefined): boolean => node !== undefined && !isVisible(node);
  let start = 0;
  let end = nodes.length;
  while (start < end && isEdge(nodes[start])) start++;
  while (end > start && isEdge(nodes[end - 1])) end--;
  const content = nodes.slice(start, end);
  const first = content[0];
  if (first?.type === 'text') content[0] = { ...first, text: first.text.replace(/^ +/, '') };
  const last = content.at(-1);
  if (last?.type === 'text') content[content.length - 1] = { ...last, text: last.text.replace(/ +$/, '') };
  return content;
}

/** A text beyond this is no sentence with a formula in it, and a regular expression has a stack. */
const MAX_SEARCHED_LENGTH = 100_000;

type Piece = InlineNode | MathBlockNode;

/** Formulas that are written in the text, as nodes. Text with the code mark says what it says. */
const withFormulas = (nodes: readonly InlineNode[], formulas: readonly FormulaSyntax[]): Piece[] =>
  formulas.reduce<Piece[]>(
    (pieces, syntax) => pieces.flatMap((piece) => splitByFormulas(piece, syntax)),
    [...nodes],
  );

function splitByFormulas(node: Piece, syntax: FormulaSyntax): Piece[] {
  if (node.type !== 'text' || node.text.length > MAX_SEARCHED_LENGTH) return [node];
  if (node.marks?.some((mark) => mark.type === 'code') === true) return [node];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of node.text.matchAll(syntax.pattern)) {
    const source = (match[1] ?? '').trim();
    if (source === '' || source.length > MAX_MATH_LENGTH) continue;
    if (match.index > end) pieces.push({ ...node, text: node.text.slice(end, match.index) });
    pieces.push({ type: syntax.isBlock ? 'mathBlock' : 'math', attrs: { source } });
    end = match.index + match[0].length;
  }
  if (end === 0) return [node];
  if (end < node.text.length) pieces.push({ ...node, text: node.text.slice(end) });
  return pieces;
}

/** Paragraphs between the formulas that stand on lines of their own. */
function paragraphsOf(pieces: readonly Piece[]): BlockNode[] {
  const blocks: BlockNode[] = [];
  let content: InlineNode[] = [];
  const close = (): void => {
    const visible = trimmed(content);
    if (visible.length > 0) blocks.push({ type: 'paragraph', content: visible });
    content = [];
  };
  for (const piece of pieces) {
    if (piece.type === 'mathBlock') {
      close();
      blocks.push(piece);
    } else content.push(piece);
  }
  close();
  return blocks;
}

/** Neighbouring texts with equal marks as one, so that a formula is found whole. */
function joined(nodes: readonly InlineNode[]): InlineNode[] {
  const result: InlineNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (last?.type === 'text' && node.type === 'text' && last.marks === node.marks) {
      result[result.length - 1] = { ...last, text: last.text + node.text };
    } else result.push(node);
  }
  return result;
}
