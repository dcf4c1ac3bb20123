import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareSiblings, type Ordered } from '@educrowd/shared/sync/order';
import { placeAmong, type Sibling } from './place-among.ts';

const present = (rows: readonly Ordered[]): Sibling[] => rows.map((row) => ({ ...row, deletedAt: null }));

const inOrder = (rows: readonly Ordered[]): string[] => rows.toSorted(compareSiblings).map((row) => row.id);

function moved(rows: readonly Ordered[], id: string, afterId: string | null): Ordered[] {
  const positions = placeAmong(present(rows), id, afterId);
  const known = rows.some((row) => row.id === id) ? rows : [...rows, { id, position: '' }];
  return known.map((row) => ({ id: row.id, position: positions.get(row.id) ?? row.position }));
}

/** Where the item must stand: right after the one that was named, everything else in the order it had. */
function expectedOrder(rows: readonly Ordered[], id: string, afterId: string | null): string[] {
  const others = inOrder(rows).filter((each) => each !== id);
  const at = afterId === null ? 0 : others.indexOf(afterId) + 1;
  return [...others.slice(0, at), id, ...others.slice(at)];
}

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const anyMoves = fc.array(
  fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids), { nil: null })),
  {
    maxLength: 40,
  },
);
/** Some equal, as after edits on two devices, and some that this app would never make. */
const anyPosition = fc.constantFrom('a0', 'a0', 'a1', 'a1V', 'Zz', 'b', '0', 'a10');
const anyRows = fc
  .array(anyPosition, { minLength: 6, maxLength: 6 })
  .map((positions) => positions.map((position, index) => ({ id: ids[index]!, position })));

test('an item stands right after the one that was named, and no other pair changes its order', () => {
  fc.assert(
    fc.property(anyRows, anyMoves, (start, moves) => {
      let rows: Ordered[] = start;
      for (const [id, afterId] of moves) {
        if (id === afterId) continue;
        const wanted = expectedOrder(rows, id, afterId);
        rows = moved(rows, id, afterId);
        expect(inOrder(rows)).toEqual(wanted);
      }
    }),
    { seed: 20_260_101, verbose: true },
  );
});

test('only the item itself is written where positions are distinct', () => {
  const rows = [
    { id: 'a', position: 'a0' },
    { id: 'b', position: 'a1' },
    { id: 'c', position: 'a2' },
  ];
  expect([...placeAmong(present(rows), 'c', 'a').keys()]).toEqual(['c']);
  expect([...placeAmong(present(rows), 'new', null).keys()]).toEqual(['new']);
});

test('siblings with the position of the one before move along', () => {
  const rows = [
    { id: 'a', position: 'a0' },
    { id: 'b', position: 'a0' },
    { id: 'c', position: 'a1' },
  ];
  expect(inOrder(moved(rows, 'new', 'a'))).toEqual(['a', 'new', 'b', 'c']);
  expect([...placeAmong(present(rows), 'new', 'a').keys()]).toEqual(['new', 'b']);
});

test('a thousand insertions into one gap keep positions that the school takes', () => {
  let rows: Ordered[] = [
    { id: 'first', position: 'a0' },
    { id: 'last', position: 'a1' },
  ];
  for (let count = 0; count < 1_000; count++)
    rows = moved(rows, `item ${String(count).padStart(4, '0')}`, 'first');
  expect(inOrder(rows).at(1)).toBe('item 0999');
  expect(Math.max(...rows.map((row) => row.position.length))).toBeLessThanOrEqual(200);
});

describe('siblings in Trash', () => {
  const rows = [
    { id: 'a', position: 'a0', deletedAt: null },
    { id: 'b', position: 'a0', deletedAt: '2026-01-01T00:00:00.000Z' },
    { id: 'c', position: 'a0', deletedAt: null },
    { id: 'd', position: 'a1', deletedAt: null },
  ];

  test('are not written when those beside them move along', () => {
    expect([...placeAmong(rows, 'new', 'a').keys()]).toEqual(['new', 'c']);
    expect([...placeAmong(rows, 'd', 'a').keys()]).toEqual(['d', 'c']);
  });

  test('are not written when all positions are given anew', () => {
    const foreign = rows.map((row) => ({ ...row, position: '0' }));
    expect([...placeAmong(foreign, 'new', 'a').keys()]).toEqual(['a', 'new', 'c', 'd']);
  });

  test('say where to put an item that was to come after one of them', () => {
    const positions = placeAmong(rows, 'd', 'b');
    const shown = rows.filter((row) => row.deletedAt === null);
    const after = shown.map((row) => ({ ...row, position: positions.get(row.id) ?? row.position }));
    expect(inOrder(after)).toEqual(['a', 'd', 'c']);
    expect(positions.has('b')).toBe(false);
  });
});
