import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSiblings, firstPositions, positionBetween } from './order.ts';
import { position } from '../entity/fields.ts';

describe('sibling order', () => {
  it('puts a row where it was dropped, after any number of moves', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 }), (drops) => {
        const rows: { id: string; position: string }[] = [];
        drops.forEach((drop, index) => {
          const at = drop % (rows.length + 1);
          const made = {
            id: String(index),
            position: positionBetween(rows[at - 1]?.position ?? null, rows[at]?.position ?? null),
          };
          rows.splice(at, 0, made);
          expect(rows.toSorted(compareSiblings)).toEqual(rows);
          expect(position().schema.safeParse(made.position).success).toBe(true);
        });
      }),
    );
  });

  it('is total: equal keys of two devices are told apart by id', () => {
    const [key] = firstPositions(1);
    const rows = [
      { id: 'b', position: key! },
      { id: 'a', position: key! },
    ];
    expect(rows.toSorted(compareSiblings).map((row) => row.id)).toEqual(['a', 'b']);
    expect(positionBetween(key!, key!) > key!).toBe(true);
  });
});
