import { unreachable } from '../primitives/assert.ts';
import type { BlockNode, ContentDoc, HeadingLevel, HeadingNode, InlineNode } from './content-json.ts';

/**
 * The document's words for search, counts and comparison: a line for every block and row, a tab between cells.
 * The source of an opaque node is not text; its label is.
 */
export const projectText = (content: ContentDoc): string => blocksToText(content.content);

export interface OutlineEntry {
  level: HeadingLevel;
  text: string;
  /** As it stands in the heading, without the prefix that a projection adds. */
  anchor: string | null;
}

/** The headings in reading order, those in quotes, lists and callouts too. */
export const outlineOf = (content: ContentDoc): OutlineEntry[] =>
  headingsIn(content.content).map((heading) => ({
    level: heading.attrs.level,
    text: inlineToText(heading.content ?? []),
    anchor: heading.attrs.anchor ?? null,
  }));

const blocksToText = (blocks: readonly BlockNode[]): string =>
  blocks
    .map(blockToText)
    .filter((text) => text !== '')
    .join('\n');

function blockToText(block: BlockNode): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
    case 'codeBlock':
      return inlineToText(block.content ?? []);
    case 'bulletList':
    case 'orderedList':
      return block.content.map((item) => blocksToText(item.content)).join('\n');
    case 'blockquote':
    case 'callout':
      return blocksToText(block.content);
    case 'table':
      return block.content
        .map((row) => (row.content ?? []).map((cell) => blocksToText(cell.content)).join('\t'))
        .join('\n');
    case 'horizontalRule':
      return '';
    case 'image':
      return [block.attrs.alt, block.attrs.title].filter(Boolean).join('\n');
    case 'embed':
      return [block.attrs.title, block.attrs.url].filter(Boolean).join(' ');
    case 'mathBlock':
      return block.attrs.source;
    case 'opaque':
      return block.attrs.label ?? '';
    default:
      return unreachable(block);
  }
}

const inlineToText = (nodes: readonly InlineNode[]): string => nodes.map(inlineNodeToText).join('');

function inlineNodeToText(node: InlineNode): string {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'hardBreak':
      return '\n';
    case 'math':
      return node.attrs.source;
    default:
      return unreachable(node);
  }
}

function headingsIn(blocks: readonly BlockNode[]): HeadingNode[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'heading':
        return [block];
      case 'blockquote':
      case 'callout':
        return headingsIn(block.content);
      case 'bulletList':
      case 'orderedList':
        return block.content.flatMap((item) => headingsIn(item.content));
      default:
        return [];
    }
  });
}
