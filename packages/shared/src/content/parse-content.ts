import type { Node as SchemaNode } from '@tiptap/pm/model';
import { fail, ok, type Result } from '../primitives/result.ts';
import { buildContent } from './build-content.ts';
import type { ContentDoc } from './content-json.ts';
import type { ContentProblem } from './content-problem.ts';
import { measureContent, sizeProblems } from './content-size.ts';

/** A document with nothing in it yet, as every new lesson starts. */
export const EMPTY_CONTENT: ContentDoc = { type: 'doc', content: [{ type: 'paragraph' }] };

/**
 * Checks untrusted JSON against the schema and the limits. The document comes back in canonical form, so equal
 * documents are equal JSON; see content-json.ts for what that fills in.
 */
export function parseContent(json: unknown): Result<ContentDoc, ContentProblem[]> {
  const built = buildContent(json, { text: 'refuse' });
  if (!built.ok) return built;
  const problems = sizeProblems(measureContent(built.value));
  return problems.length > 0 ? fail(problems) : ok(contentOf(built.value));
}

/** The canonical JSON of a built document. */
export const contentOf = (node: SchemaNode): ContentDoc => node.toJSON() as ContentDoc;
