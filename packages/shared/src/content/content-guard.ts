import { Extension } from '@tiptap/core';
import type { Node as SchemaNode } from '@tiptap/pm/model';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { MAX_CONTENT_DEPTH } from './content-limits.ts';
import type { ContentProblem } from './content-problem.ts';
import { measureContent, sizeProblems } from './content-size.ts';
import { isFromElsewhere } from './own-changes.ts';

/**
 * Refuses a local change that `validateUpdate` would refuse after it was made: a paste that is too deep or too large.
 * Otherwise that change and everything typed after it would wait in quarantine. (Attributes need no guard: the schema
 * throws when a node or mark is made with one that is not valid.) Changes of others pass, having been validated before
 * they were stored.
 */
export const ContentGuard = Extension.create<{ onRefuse: (problem: ContentProblem) => void }>({
  name: 'contentGuard',
  addOptions: () => ({ onRefuse: () => undefined }),
  addProseMirrorPlugins() {
    return [createContentGuard((problem) => this.options.onRefuse(problem))];
  },
});

export const createContentGuard = (onRefuse: (problem: ContentProblem) => void): Plugin =>
  new Plugin({
    key: new PluginKey('contentGuard'),
    filterTransaction: (transaction) => {
      const problem = isFromElsewhere(transaction) ? null : findProblem(transaction);
      if (problem !== null) onRefuse(problem);
      return problem === null;
    },
  });

function findProblem(transaction: Transaction): ContentProblem | null {
  const { before, doc } = transaction;
  const from = transaction.docChanged ? doc.content.findDiffStart(before.content) : null;
  if (from === null) return null;
  const to = Math.max(from, doc.content.findDiffEnd(before.content)?.a ?? doc.content.size);
  let problem: ContentProblem | null = null;
  doc.nodesBetween(from, to, (node, position) => {
    problem ??= findDepthProblem(doc, node, position);
    return problem === null;
  });
  return problem ?? findSizeProblem(transaction);
}

function findDepthProblem(doc: SchemaNode, node: SchemaNode, position: number): ContentProblem | null {
  // A leaf can only be as deep as its parent allows, and texts are many.
  if (node.isLeaf || doc.resolve(position).depth + 2 <= MAX_CONTENT_DEPTH) return null;
  return { code: 'too_deep', path: '', detail: 'nested too deeply' };
}

/** Measured only when a change may matter: the JSON of a whole document is too much for every keystroke. */
function findSizeProblem({ before, doc }: Transaction): ContentProblem | null {
  const growth = doc.content.size - before.content.size;
  const isSmall = growth < 1_000 && doc.content.size < 100_000 && doc.childCount <= before.childCount;
  return growth <= 0 || isSmall ? null : (sizeProblems(measureContent(doc))[0] ?? null);
}
