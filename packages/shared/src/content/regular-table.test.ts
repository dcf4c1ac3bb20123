import { TableMap } from '@tiptap/pm/tables';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TableRowNode } from './content-json.ts';
import { contentSchema } from './content-schema.ts';
import { cutRows, regularRows } from './regular-table.ts';

/** Rows of cells with spans, each cell with a text of its own. */
const arbitraryRows: fc.Arbitrary<TableRowNode[]> = fc
  .array(
    fc.array(
      fc.record({ colspan: fc.integer({ min: 1, max: 4 }), rowspan: fc.integer({ min: 1, max: 4 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    { minLength: 2, maxLength: 6 },
  )
  .map((rows) =>
    rows.map((cells, row) => ({
      type: 'tableRow',
      content: cells.map((attrs, cell) => ({
        type: 'tableCell',
        attrs,
        content: [{ type: 'paragraph', content: [{ type: 'text', text: `${row}/${cell}` }] }],
      })),
    })),
  );

/** The text of every cell with the column in which it begins. */
function columnsOf(rows: readonly TableRowNode[]): Map<string, number> {
  const table = contentSchema.nodeFromJSON({ type: 'table', content: rows });
  const map = TableMap.get(table);
  expect(map.problems).toBeNull();
  const columns = new Map<string, number>();
  table.descendants((node, position) => {
    if (node.type.name !== 'tableCell') return true;
    if (node.textContent !== '') columns.set(node.textContent, map.findCell(position).left);
    return false;
  });
  return columns;
}

const ranked = (numbers: readonly number[]): number[] => {
  const ranks = [...new Set(numbers)].toSorted((a, b) => a - b);
  return numbers.map((each) => ranks.indexOf(each));
};

test('a regular table is not changed again', () => {
  fc.assert(
    fc.property(arbitraryRows, (written) => {
      const { rows } = regularRows(written);
      expect(regularRows(rows)).toEqual({ rows, isOverlapping: false });
    }),
  );
});

test('a table that is cut stays regular, and no cell leaves its column', () => {
  fc.assert(
    fc.property(arbitraryRows, fc.nat(), (written, place) => {
      const { rows } = regularRows(written);
      fc.pre(rows.length > 1);
      const at = 1 + (place % (rows.length - 1));
      const before = columnsOf(rows);
      for (const part of cutRows(rows, at)) {
        const after = columnsOf(part);
        const whole = [...after.keys()].map((text) => before.get(text) ?? -1);
        expect(ranked([...after.values()])).toEqual(ranked(whole));
      }
      const texts = cutRows(rows, at).flatMap((part) => [...columnsOf(part).keys()]);
      expect(texts).toEqual([...before.keys()]);
    }),
  );
});
