import { unreachable } from '../primitives/assert.ts';
import type {
  BlockNode,
  CalloutNode,
  CodeBlockNode,
  ContentDoc,
  HeadingNode,
  ListItemNode,
} from './content-json.ts';
import { escapeHtml, openTag } from './escape-html.ts';
import { createHtmlContext, type HtmlContext, type HtmlOptions } from './html-context.ts';
import { inlineToHtml } from './html-inline.ts';
import { embedToHtml, imageToHtml, opaqueToHtml } from './html-media.ts';
import { tableToHtml } from './html-table.ts';
import { blockMathToHtml } from './math-html.ts';

/**
 * The document as semantic HTML for readers, without scripts, styles or frames. Every text and address is escaped and
 * every address judged here once more, so the result is safe whatever the content says.
 */
export function projectHtml(content: ContentDoc, options: HtmlOptions): string {
  return blocksToHtml(content.content, createHtmlContext(options));
}

/**
 * For blocks with a beginning that is seen, as bullets and lines beside them: it is where their text begins. A line of
 * text finds its direction without (direction.css).
 */
const OWN_DIRECTION = 'dir="auto"';

const blocksToHtml = (blocks: readonly BlockNode[], context: HtmlContext): string =>
  blocks.map((block) => blockToHtml(block, context)).join('');

function blockToHtml(block: BlockNode, context: HtmlContext): string {
  switch (block.type) {
    case 'paragraph':
      // An empty line is room to type in, not something to read.
      return block.content?.length ? `<p>${inlineToHtml(block.content, context)}</p>` : '';
    case 'heading':
      return headingToHtml(block, context);
    case 'bulletList':
      return `<ul ${OWN_DIRECTION}>${itemsToHtml(block.content, context)}</ul>`;
    case 'orderedList': {
      const { start = 1, type = null } = block.attrs ?? {};
      return `${openTag('ol', { dir: 'auto', start: start === 1 ? null : start, type })}${itemsToHtml(block.content, context)}</ol>`;
    }
    case 'blockquote':
      return `<blockquote ${OWN_DIRECTION}>${blocksToHtml(block.content, context)}</blockquote>`;
    case 'callout':
      return calloutToHtml(block, context);
    case 'codeBlock':
      return codeBlockToHtml(block);
    case 'horizontalRule':
      return '<hr>';
    case 'image':
      return imageToHtml(block, context);
    case 'table':
      return tableToHtml(block, context, (blocks) => compactBlocksToHtml(blocks, context));
    case 'embed':
      return embedToHtml(block);
    case 'mathBlock':
      return blockMathToHtml(block.attrs.source);
    case 'opaque':
      return opaqueToHtml(block, context);
    default:
      return unreachable(block);
  }
}

function headingToHtml({ attrs, content = [] }: HeadingNode, context: HtmlContext): string {
  const name = `h${Math.min(Math.max(attrs.level + context.headingShift, 1), 6)}`;
  return `${openTag(name, { id: takeAnchor(attrs.anchor, context) })}${inlineToHtml(content, context)}</${name}>`;
}

function takeAnchor(
  anchor: string | null | undefined,
  { anchorPrefix, usedAnchors }: HtmlContext,
): string | null {
  if (!anchor || usedAnchors.has(anchor)) return null;
  usedAnchors.add(anchor);
  return `${anchorPrefix}${anchor}`;
}

const itemsToHtml = (items: readonly ListItemNode[], context: HtmlContext): string =>
  items.map((item) => `<li>${compactBlocksToHtml(item.content, context)}</li>`).join('');

/** In an item or a cell one paragraph, perhaps with lists below it, needs no `<p>` of its own. */
function compactBlocksToHtml(blocks: readonly BlockNode[], context: HtmlContext): string {
  const [first, ...others] = blocks;
  const isTight = others.every((block) => block.type === 'bulletList' || block.type === 'orderedList');
  return first?.type === 'paragraph' && isTight
    ? inlineToHtml(first.content ?? [], context) + blocksToHtml(others, context)
    : blocksToHtml(blocks, context);
}

function calloutToHtml({ attrs, content }: CalloutNode, context: HtmlContext): string {
  const words = escapeHtml(context.words.callouts[attrs.kind]);
  // An answer waits until the reader wants it.
  if (attrs.kind === 'answer') {
    const summary = `<summary class="callout-label" ${OWN_DIRECTION}>${words}</summary>`;
    return `${openTag('details', { class: 'callout callout-answer', dir: 'auto' })}${summary}${blocksToHtml(content, context)}</details>`;
  }
  const label = `<p class="callout-label" ${OWN_DIRECTION}>${words}</p>`;
  return `${openTag('aside', { class: `callout callout-${attrs.kind}`, dir: 'auto' })}${label}${blocksToHtml(content, context)}</aside>`;
}

function codeBlockToHtml({ attrs, content = [] }: CodeBlockNode): string {
  const language = attrs?.language ?? null;
  const code = openTag('code', { class: language === null ? null : `language-${language}` });
  return `<pre tabindex="0">${code}${escapeHtml(content.map((text) => text.text).join(''))}</code></pre>`;
}
