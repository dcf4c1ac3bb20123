import type { BlockNode, ContentNode, LinkMark } from '@educrowd/shared/content/content-json';
import { MAX_CONTENT_BYTES, MAX_CONTENT_NODES } from '@educrowd/shared/content/content-limits';

import type { ImportedContent } from './imported-course.ts';
import type { ItemRecord } from './loss-report.ts';

/**
 * Blocks as the content of one lesson, or of several where they are more than one document may hold. Makes anchors
 * unique and takes links away whose anchor is nowhere in the lesson, telling `item`.
 */
export function lessonContents(blocks: readonly BlockNode[], item: ItemRecord): ImportedContent[] {
  const anchored = uniqueAnchors(blocks);
  const linked = anchored.blocks.map((block) => withoutDeadLinks(block, anchored.anchors, item));
  const parts = divided(linked);
  if (parts.length > 1) item.changed(`It was too long for one lesson and became ${parts.length}.`);
  return parts.map((content) => ({ type: 'importedDoc', content }));
}

function uniqueAnchors(blocks: readonly BlockNode[]): { blocks: BlockNode[]; anchors: Set<string> } {
  const anchors = new Set<string>();
  const visit = <Kind extends ContentNode>(node: Kind): Kind => {
    if (node.type !== 'heading') return withChildren(node, visit);
    const { anchor = null } = node.attrs;
    if (anchor === null) return node;
    if (anchors.has(anchor)) return { ...node, attrs: { ...node.attrs, anchor: null } };
    anchors.add(anchor);
    return node;
  };
  return { blocks: blocks.map(visit), anchors };
}

function withoutDeadLinks<Kind extends ContentNode>(
  node: Kind,
  anchors: ReadonlySet<string>,
  item: ItemRecord,
): Kind {
  if (node.type !== 'text') return withChildren(node, (child) => withoutDeadLinks(child, anchors, item));
  const marks = node.marks?.filter((mark) => {
    const isDead = mark.type === 'link' && isDeadAnchor(mark, anchors);
    if (isDead)
      item.changed(
        `Links to places that are not headings of the lesson (${mark.attrs.href}) became plain text.`,
      );
    return !isDead;
  });
  return marks?.length === node.marks?.length ? node : { ...node, marks };
}

const childrenOf = (node: ContentNode): readonly ContentNode[] =>
  'content' in node ? (node.content ?? []) : [];

/** The node with its children replaced by nodes of the same types. */
function withChildren<Kind extends ContentNode>(
  node: Kind,
  change: <Child extends ContentNode>(child: Child) => Child,
): Kind {
  return 'content' in node && node.content !== undefined
    ? { ...node, content: childrenOf(node).map(change) }
    : node;
}

const isDeadAnchor = ({ attrs }: LinkMark, anchors: ReadonlySet<string>): boolean =>
  attrs.href.startsWith('#') && !anchors.has(attrs.href.slice(1));

/** Below what a document may hold, because ids are longer than nothing and attributes gain their defaults. */
const PART_BYTES = Math.floor(MAX_CONTENT_BYTES * 0.8);
const PART_NODES = Math.floor(MAX_CONTENT_NODES * 0.9);

function divided(blocks: readonly BlockNode[]): BlockNode[][] {
  const parts: BlockNode[][] = [];
  let part: BlockNode[] = [];
  let bytes = 0;
  let nodes = 0;
  const waiting = blocks.toReversed();
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    const size = sizeOf(block);
    if (size.bytes > PART_BYTES || size.nodes > PART_NODES) {
      const halves = halved(block);
      if (halves !== null) {
        waiting.push(...halves.toReversed());
        continue;
      }
    }
    if (part.length > 0 && (bytes + size.bytes > PART_BYTES || nodes + size.nodes > PART_NODES)) {
      parts.push(part);
      part = [];
      bytes = 0;
      nodes = 0;
    }
    part.push(block);
    bytes += size.bytes;
    nodes += size.nodes;
  }
  if (part.length > 0 || parts.length === 0) parts.push(part.length > 0 ? part : [{ type: 'paragraph' }]);
  return parts;
}

/** Attributes that a canonical form adds take up to some hundred bytes for each node. */
const DEFAULTS_BYTES = 60;

function sizeOf(block: BlockNode): { bytes: number; nodes: number } {
  const nodes = countNodes(block);
  return { bytes: Buffer.byteLength(JSON.stringify(block)) + nodes * DEFAULTS_BYTES, nodes };
}

const countNodes = (node: ContentNode): number =>
  childrenOf(node).reduce(
    (sum, child) => sum + countNodes(child),
    1 + (node.type === 'text' ? (node.marks ?? []).length : 0),
  );

/** A node as two of the same kind, each with half of what it held; null for one that cannot be cut. */
function halved<Kind extends ContentNode>(node: Kind): [Kind, Kind] | null {
  if (node.type === 'text') {
    const middle = node.text.length >> 1;
    const cut = /[\uDC00-\uDFFF]/.test(node.text.charAt(middle)) ? middle - 1 : middle;
    return cut === 0
      ? null
      : [
          { ...node, text: node.text.slice(0, cut) },
          { ...node, text: node.text.slice(cut) },
        ];
  }
  const content = childrenOf(node);
  const [only] = content;
  if (only === undefined) return null;
  if (content.length === 1) {
    const halves = halved(only);
    return halves === null
      ? null
      : [
          { ...node, content: [halves[0]] },
          { ...node, content: [halves[1]] },
        ];
  }
  const middle = content.length >> 1;
  return [
    { ...node, content: content.slice(0, middle) },
    continued({ ...node, content: content.slice(middle) }, middle),
  ];
}

/** The second half of a numbered list goes on counting. */
function continued<Kind extends ContentNode>(node: Kind, before: number): Kind {
  if (node.type !== 'orderedList') return node;
  const start = Math.min((node.attrs?.start ?? 1) + before, 1_000_000);
  return { ...node, attrs: { ...node.attrs, start } };
}
