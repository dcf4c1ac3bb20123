import { cleanText } from './clean-text.ts';
import { MAX_REPORTED_PROBLEMS } from './content-limits.ts';

/** Why something is not a document that may be stored. */
export interface ContentProblem {
  code: ContentProblemCode;
  /** Where: child positions from the document, e.g. `2.0.1`; empty for the document itself. */
  path: string;
  /** For logs and import reports of developers, in English. */
  detail: string;
}

export type ContentProblemCode =
  /** Not the JSON of a node at all. */
  | 'shape'
  | 'unknown_node'
  | 'unknown_mark'
  | 'unknown_attribute'
  /** An attribute's value is refused. */
  | 'attribute'
  /** A text holds NUL or a lone surrogate. */
  | 'text'
  /** The node may not hold what it holds. */
  | 'misplaced'
  | 'too_deep'
  | 'too_many_nodes'
  | 'too_large'
  /** Bytes that are no Yjs update. */
  | 'malformed'
  /** An update that builds on changes which are not here. */
  | 'incomplete'
  /** An update that writes outside the document's tree, or what no editor writes. */
  | 'foreign';

/** Collects what a reader would look at and drops the rest. Details quote what was found, so they are cleaned. */
export function createProblemList() {
  const problems: ContentProblem[] = [];
  return {
    problems,
    isFull: () => problems.length >= MAX_REPORTED_PROBLEMS,
    add: (code: ContentProblemCode, path: string, detail: string) => {
      if (problems.length < MAX_REPORTED_PROBLEMS) problems.push({ code, path, detail: cleanText(detail) });
    },
  };
}
export type ProblemList = ReturnType<typeof createProblemList>;
