import type { ContentNode, InlineNode } from '@educrowd/shared/content/content-json';

/** Blocks as short lines, so that a test says what it expects at a glance: `p One **two**`, `callout:tip`. */
export const showBlocks = (blocks: readonly ContentNode[], indent = ''): string[] =>
  blocks.flatMap((block) => showNode(block).map((line) => `${indent}${line}`));

function showNode(node: ContentNode): string[] {
  switch (node.type) {
    case 'paragraph':
      return [`p ${inline(node.content)}`.trimEnd()];
    case 'heading':
      return [
        `h${node.attrs.level}${node.attrs.anchor ? `#${node.attrs.anchor}` : ''} ${inline(node.content)}`,
      ];
    case 'codeBlock':
      return [`code${node.attrs?.language ? `:${node.attrs.language}` : ''} ${inline(node.content)}`];
    case 'image':
      return [
        `image ${Object.entries(node.attrs)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => `${name}=${value}`)
          .join(' ')}`,
      ];
    case 'embed':
      return [`embed ${node.attrs.url}${node.attrs.title ? ` “${node.attrs.title}”` : ''}`];
    case 'mathBlock':
      return [`math ${node.attrs.source}`];
    case 'opaque':
      return [`opaque:${node.attrs.kind} ${node.attrs.source}`];
    case 'horizontalRule':
      return ['hr'];
    case 'callout':
      return [`callout:${node.attrs.kind}`, ...showBlocks(node.content, '  ')];
    case 'text':
    case 'hardBreak':
    case 'math':
      return [inline([node])];
    default:
      return [`${node.type}${attributes(node)}`, ...showBlocks(node.content ?? [], '  ')];
  }
}

const attributes = (node: ContentNode): string =>
  'attrs' in node && node.attrs !== undefined && Object.keys(node.attrs).length > 0
    ? ` ${JSON.stringify(node.attrs)}`
    : '';

const inline = (nodes: readonly InlineNode[] = []): string =>
  nodes
    .map((node) => {
      if (node.type === 'hardBreak') return '⏎';
      if (node.type === 'math') return `⟦${node.attrs.source}⟧`;
      return (node.marks ?? []).reduce(
        (text, mark) => (mark.type === 'link' ? `[${text}](${mark.attrs.href})` : `<${mark.type}>${text}</>`),
        node.text,
      );
    })
    .join('');
