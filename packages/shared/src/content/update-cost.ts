import * as Y from 'yjs';
import { MAX_UPDATE_CONFLICTS, MAX_UPDATE_LOOKUPS, MAX_UPDATE_MOVES } from './content-limits.ts';

/** An update as Yjs decodes it, not yet applied. */
export type DecodedUpdate = ReturnType<typeof Y.decodeUpdate>;

/**
 * What would make an update too slow to apply to this document, or null. Found without applying, from how many
 * insertions share their place and how many earlier structs must be cut.
 */
export function findTooCostly(document: Y.Doc, update: DecodedUpdate): string | null {
  const stored = [...document.store.clients.values()].flat();
  if (countConflicts(stored, update) > MAX_UPDATE_CONFLICTS) return 'too many insertions at one place';
  return countMoves(stored, update) > MAX_UPDATE_MOVES ? 'too many cuts through earlier changes' : null;
}

/**
 * Runs `apply` and ends it, answering false, once it has looked up too many structs; other errors of it are thrown on.
 * To place an insertion Yjs looks up the origins of everything between its neighbours, and nothing in the bytes tells
 * beforehand how much that is.
 */
export function applyWithinLookups(document: Y.Doc, apply: () => void): boolean {
  const { clients } = document.store;
  let lookupsLeft = MAX_UPDATE_LOOKUPS;
  clients.get = (client) => {
    if (--lookupsLeft < 0) throw new Error('too many look-ups');
    return Map.prototype.get.call(clients, client);
  };
  try {
    apply();
    return true;
  } catch (error) {
    if (lookupsLeft < 0) return false;
    throw error;
  } finally {
    Reflect.deleteProperty(clients, 'get');
  }
}

type Struct = DecodedUpdate['structs'][number];

function countConflicts(stored: readonly Struct[], update: DecodedUpdate): number {
  const insertions = new Map<string, number>();
  for (const struct of [...stored, ...update.structs]) {
    if (struct instanceof Y.Item) insertions.set(placeOf(struct), (insertions.get(placeOf(struct)) ?? 0) + 1);
  }
  return update.structs.reduce(
    (sum, struct) => sum + (struct instanceof Y.Item ? (insertions.get(placeOf(struct)) ?? 0) - 1 : 0),
    0,
  );
}

/** Equal for insertions that Yjs may have to compare because they have the same left neighbour. */
function placeOf(item: Y.Item): string {
  if (item.origin !== null) return `${item.origin.client}:${item.origin.clock}`;
  // Whose first child this is shows only when it is applied; they count as one place.
  if (item.rightOrigin !== null) return 'first';
  return `${parentName(item.parent)}/${item.parentSub ?? ''}`;
}

function parentName(parent: Y.Item['parent']): string {
  if (typeof parent === 'string' || parent === null) return `root ${parent}`;
  if (!(parent instanceof Y.AbstractType)) return `${parent.client}:${parent.clock}`;
  return parent._item === null ? 'root' : `${parent._item.id.client}:${parent._item.id.clock}`;
}

/** Yjs keeps the structs of each writer in one array; every cut adds one to it and may move all the others. */
function countMoves(stored: readonly Struct[], update: DecodedUpdate): number {
  const writers = new Map<number, { edges: Set<number>; structs: number; cuts: number }>();
  const writerOf = (client: number) => {
    const writer = writers.get(client) ?? { edges: new Set(), structs: 0, cuts: 0 };
    writers.set(client, writer);
    return writer;
  };
  const cut = (client: number, clock: number): void => {
    const writer = writerOf(client);
    if (writer.edges.has(clock)) return;
    writer.edges.add(clock);
    writer.cuts += 1;
  };
  for (const { id, length } of [...stored, ...update.structs]) {
    const writer = writerOf(id.client);
    writer.edges.add(id.clock).add(id.clock + length);
    writer.structs += 1;
  }
  for (const struct of update.structs) {
    if (!(struct instanceof Y.Item)) continue;
    if (struct.origin !== null) cut(struct.origin.client, struct.origin.clock + 1);
    if (struct.rightOrigin !== null) cut(struct.rightOrigin.client, struct.rightOrigin.clock);
  }
  for (const [client, deletions] of update.ds.clients) {
    for (const { clock, len } of deletions) {
      cut(client, clock);
      cut(client, clock + len);
    }
  }
  return [...writers.values()].reduce((sum, { cuts, structs }) => sum + cuts * (cuts + structs), 0);
}
