import type {
  BlockNode,
  ContentMark,
  ContentNode,
  TableRowNode,
} from '@educrowd/shared/content/content-json';
import { MAX_CONTENT_BYTES, MAX_CONTENT_NODES } from '@educrowd/shared/content/content-limits';
import { cutRows } from '@educrowd/shared/content/regular-table';

import { titleOf } from './course-format.ts';
import type { ImportTask } from './import-task.ts';
import type { ImportedLesson } from './imported-course.ts';
import type { ItemRecord } from './loss-report.ts';
import { clipped } from './originals.ts';
import { lessonReference } from './references.ts';

/**
 * Blocks as a lesson, or as several where they are more than one document may hold. Makes anchors unique and takes links
 * away whose anchor is nowhere in the lesson, telling the lesson's item.
 */
export function lessonsFrom(
  lesson: { key: string; title: string; blocks: readonly BlockNode[] },
  { item, task }: { item: ItemRecord; task: Pick<ImportTask, 'spend'> },
): ImportedLesson[] {
  const { key, title } = lesson;
  const { blocks, anchors } = uniqueAnchors(lesson.blocks);
  const parts = divided(
    blocks.map((block) =>
      withLinks(block, (href) => {
        if (!href.startsWith('#') || anchors.has(href.slice(1))) return href;
        item.changed(`Links to places that are not headings of the lesson (${href}) became plain text.`);
        return null;
      }),
    ),
  );
  task.spend(
    'nodes',
    parts.reduce((sum, part) => sum + part.nodes, 0),
  );
  if (parts.length > 1) item.changed(`It was too long for one lesson and became ${parts.length}.`);
  const keyOf = (part: number): string => (part === 0 ? key : `${key}~part-${part + 1}`);
  const partAt = new Map(
    parts.flatMap((part, index) => [...uniqueAnchors(part.blocks).anchors].map((anchor) => [anchor, index])),
  );
  return parts.map((part, index): ImportedLesson => {
    const toOtherPart = (href: string): string => {
      const target = href.startsWith('#') ? partAt.get(href.slice(1)) : undefined;
      return target === undefined || target === index ? href : lessonReference(keyOf(target));
    };
    const content =
      parts.length === 1 ? part.blocks : part.blocks.map((block) => withLinks(block, toOtherPart));
    return {
      kind: 'lesson',
      key: keyOf(index),
      title: index === 0 ? title : titleOf(`${clipped(title, TITLE_WITH_NUMBER)} (${index + 1})`, title),
      content: { type: 'importedDoc', content: content.length > 0 ? content : [{ type: 'paragraph' }] },
    };
  });
}

/** Leaves room for a number behind the title. */
const TITLE_WITH_NUMBER = 280;

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

/** The node with the targets of its links changed; null takes the link away. */
function withLinks<Kind extends ContentNode>(node: Kind, change: (href: string) => string | null): Kind {
  if (node.type !== 'text') return withChildren(node, (child) => withLinks(child, change));
  if (node.marks?.some((mark) => mark.type === 'link') !== true) return node;
  const marks = node.marks.flatMap((mark): ContentMark[] => {
    if (mark.type !== 'link') return [mark];
    const href = change(mark.attrs.href);
    return href === null ? [] : [{ ...mark, attrs: { ...mark.attrs, href } }];
  });
  return { ...node, marks };
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

/** Below what a document may hold, because ids are longer than nothing and attributes gain their defaults. */
const PART_BYTES = Math.floor(MAX_CONTENT_BYTES * 0.8);
const PART_NODES = Math.floor(MAX_CONTENT_NODES * 0.9);

interface Part {
  blocks: BlockNode[];
  bytes: number;
  nodes: number;
}

/** At least one part. */
function divided(blocks: readonly BlockNode[]): Part[] {
  let part: Part = { blocks: [], bytes: 0, nodes: 0 };
  const parts = [part];
  const waiting = blocks.toReversed();
  for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
    const { bytes, nodes } = sizeOf(block);
    const halves = bytes > PART_BYTES || nodes > PART_NODES ? halved(block) : null;
    if (halves !== null) {
      waiting.push(halves[1], halves[0]);
      continue;
    }
    if (part.blocks.length > 0 && (part.bytes + bytes > PART_BYTES || part.nodes + nodes > PART_NODES)) {
      part = { blocks: [], bytes: 0, nodes: 0 };
      parts.push(part);
    }
    part.blocks.push(block);
    part.bytes += bytes;
    part.nodes += nodes;
  }
  return parts;
}

/** Attributes that a canonical form adds take up to some hundred bytes for each node. */
const DEFAULTS_BYTES = 60;

function sizeOf(block: ContentNode): { bytes: number; nodes: number } {
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
  if (node.type === 'table' && node.content.length > 2) {
    const header = repeatedHeader(node.content);
    const middle = (node.content.length + 1) >> 1;
    const [upper, lower] = cutRows(node.content, middle);
    return [
      { ...node, content: upper },
      { ...node, content: [...header, ...lower] },
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

/** What a table is read by in every part: a first row of headings, unless it is so long that it would fill the parts. */
function repeatedHeader([first]: readonly TableRowNode[]): TableRowNode[] {
  const isHeader = first?.content?.every(
    ({ type, attrs }) => type === 'tableHeader' && (attrs?.rowspan ?? 1) === 1,
  );
  if (first === undefined || isHeader !== true) return [];
  const { bytes, nodes } = sizeOf(first);
  return bytes <= PART_BYTES * HEADER_SHARE && nodes <= PART_NODES * HEADER_SHARE ? [first] : [];
}

const HEADER_SHARE = 0.25;

/** The second half of a numbered list goes on counting. */
function continued<Kind extends ContentNode>(node: Kind, before: number): Kind {
  if (node.type !== 'orderedList') return node;
  const start = Math.min((node.attrs?.start ?? 1) + before, 1_000_000);
  return { ...node, attrs: { ...node.attrs, start } };
}
