import type { Node as SchemaNode } from '@tiptap/pm/model';
import { MAX_CONTENT_BYTES, MAX_CONTENT_NODES } from './content-limits.ts';
import type { ContentProblem } from './content-problem.ts';

export interface ContentSize {
  /** Nodes with the document itself, its texts, and the marks on them. */
  nodes: number;
  /** UTF-8 bytes of the canonical JSON. */
  sizeBytes: number;
}

export function measureContent(node: SchemaNode): ContentSize {
  let nodes = 1;
  node.descendants((child) => {
    nodes += 1 + child.marks.length;
  });
  return { nodes, sizeBytes: new TextEncoder().encode(JSON.stringify(node.toJSON())).length };
}

/** What about the size is over the limits. */
export function sizeProblems(size: ContentSize): ContentProblem[] {
  const problems: ContentProblem[] = [];
  if (size.nodes > MAX_CONTENT_NODES) {
    problems.push({
      code: 'too_many_nodes',
      path: '',
      detail: `${size.nodes} nodes of at most ${MAX_CONTENT_NODES}`,
    });
  }
  if (size.sizeBytes > MAX_CONTENT_BYTES) {
    problems.push({
      code: 'too_large',
      path: '',
      detail: `${size.sizeBytes} bytes of at most ${MAX_CONTENT_BYTES}`,
    });
  }
  return problems;
}
