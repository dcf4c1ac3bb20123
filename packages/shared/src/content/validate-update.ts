import * as Y from 'yjs';
import { fail, ok, type Result } from '../primitives/result.ts';
import { buildContent } from './build-content.ts';
import { checkStructs } from './check-structs.ts';
import type { ContentDoc } from './content-json.ts';
import type { ContentProblem } from './content-problem.ts';
import { measureContent, sizeProblems, type ContentSize } from './content-size.ts';
import { contentOf } from './parse-content.ts';
import { readFragment } from './read-fragment.ts';
import { applyBounded } from './update-bounds.ts';
import { CONTENT_FRAGMENT, loadDocument, type StoredUpdates } from './yjs-document.ts';

export interface ValidUpdate {
  /** What the document would say. */
  readonly content: ContentDoc;
  /** All of it is in the document already: it was sent before. */
  readonly isKnown: boolean;
}

/**
 * Decides whether an update may be stored on top of `current` (nothing, for a new document), and gives the content that
 * would result. Hostile bytes never throw. Refused are: what exceeds the bounds or is no update; an update that builds
 * on changes which are not in `current`, since what it writes would stay invisible; anything outside the document's
 * tree; and a result with unknown, unsafe or misplaced parts. Valid updates of several people are valid together
 * (content-schema.ts); only their sizes add up, so beyond the limits an update is still welcome if it shrinks them.
 */
export function validateUpdate(
  update: Uint8Array,
  current: StoredUpdates = [],
): Result<ValidUpdate, ContentProblem[]> {
  // Nothing is collected here: what the update itself deletes must be looked at as well.
  const document = new Y.Doc({ gc: false });
  const fragment = document.getXmlFragment(CONTENT_FRAGMENT);
  for (const stored of current instanceof Uint8Array ? [current] : current) Y.applyUpdate(document, stored);

  let isKnown = true;
  document.on('afterTransaction', (transaction) => {
    isKnown &&= !hasChanged(transaction);
  });
  const applied = applyBounded(document, update);
  if (!applied.ok) return applied;
  if (document.store.pendingStructs !== null || document.store.pendingDs !== null) {
    return fail([{ code: 'incomplete', path: '', detail: 'builds on changes that are not here' }]);
  }
  const foreign = checkStructs(document, fragment);
  if (foreign.length > 0) return fail(foreign);
  const built = buildContent(readFragment(fragment), { text: 'clean' });
  if (!built.ok) return built;
  const problems = growthProblems(measureContent(built.value), current);
  return problems.length > 0 ? fail(problems) : ok({ content: contentOf(built.value), isKnown });
}

const hasChanged = ({ beforeState, afterState, deleteSet }: Y.Transaction): boolean =>
  deleteSet.clients.size > 0 ||
  [...afterState].some(([client, clock]) => (beforeState.get(client) ?? 0) !== clock);

function growthProblems(size: ContentSize, current: StoredUpdates): ContentProblem[] {
  const problems = sizeProblems(size);
  if (problems.length === 0) return problems;
  const before = sizeOf(current);
  return before !== null && size.nodes <= before.nodes && size.sizeBytes <= before.sizeBytes ? [] : problems;
}

function sizeOf(updates: StoredUpdates): ContentSize | null {
  const fragment = loadDocument(updates).getXmlFragment(CONTENT_FRAGMENT);
  const built = buildContent(readFragment(fragment), { text: 'clean' });
  return built.ok ? measureContent(built.value) : null;
}
