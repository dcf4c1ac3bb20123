import { must } from '@educrowd/shared/primitives/assert';
import { firstPositions, compareSiblings, positionBetween, type Ordered } from '@educrowd/shared/sync/order';

/** Keys grow by a character when items are put into one gap again and again; far below this all are given anew. */
const MAX_POSITION_LENGTH = 200;

export interface Sibling extends Ordered {
  readonly deletedAt: string | null;
}

/**
 * The positions to write so that `id` comes right after `afterId` (null: first), by id. That is one, the item's own,
 * unless siblings after it have the same position as the one before it, which two devices can bring about while they
 * are apart: those move along. `siblings` are all rows at the place in any order; the item may be among them. Those in
 * Trash keep the position they had, since the school brings back what is written; `afterId` may be one of them, where
 * the person had not seen yet that it went. A missing `afterId` means last.
 */
export function placeAmong(
  siblings: readonly Sibling[],
  id: string,
  afterId: string | null,
): Map<string, string> {
  const others = siblings
    .filter((sibling) => sibling.id !== id && sibling.deletedAt === null)
    .toSorted(compareSiblings);
  const at =
    afterId === null
      ? 0
      : countThrough(
          others,
          siblings.find((sibling) => sibling.id === afterId && sibling.id !== id),
        );
  const before = others[at - 1]?.position ?? null;
  const tied = others.slice(at).filter((sibling) => before !== null && sibling.position <= before);
  const after = others[at + tied.length]?.position ?? null;
  return (
    spread([id, ...tied.map((sibling) => sibling.id)], before, after) ??
    renumber([
      ...others.slice(0, at).map((sibling) => sibling.id),
      id,
      ...others.slice(at).map((sibling) => sibling.id),
    ])
  );
}

/** How many of them stand up to `last`; all without one. */
const countThrough = (ordered: readonly Ordered[], last: Ordered | undefined): number =>
  last === undefined ? ordered.length : ordered.filter((each) => compareSiblings(each, last) <= 0).length;

/** Ascending keys for `ids` between two neighbours, or null where the neighbours leave no room for good ones. */
function spread(
  ids: readonly string[],
  before: string | null,
  after: string | null,
): Map<string, string> | null {
  const positions = new Map<string, string>();
  let last = before;
  for (const id of ids) {
    const position = keyBetween(last, after);
    if (position === null || position.length > MAX_POSITION_LENGTH) return null;
    positions.set(id, position);
    last = position;
  }
  return positions;
}

/** Null for keys that another program made and that nothing can be put beside. */
function keyBetween(before: string | null, after: string | null): string | null {
  try {
    return positionBetween(before, after);
  } catch {
    return null;
  }
}

function renumber(ids: readonly string[]): Map<string, string> {
  const positions = firstPositions(ids.length);
  return new Map(ids.map((id, index) => [id, must(positions[index], 'a position for each item')]));
}
