import { contentSchema } from '@educrowd/shared/content/content-schema';
import type { TableNode } from '@educrowd/shared/content/content-json';
import { TableMap } from '@tiptap/pm/tables';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { IMPORT_LIMITS } from '../import-limits.ts';
import { mapHtml, mapNodes } from '../testing/map-html.ts';
import { showBlocks } from '../testing/show-blocks.ts';
import { parseXml } from './parse-xml.ts';

interface Cell {
  tag: 'td' | 'th';
  colspan: number;
  rowspan: number;
}

const arbitraryCell: fc.Arbitrary<Cell> = fc.record({
  tag: fc.constantFrom('td', 'th'),
  colspan: fc.nat(4),
  rowspan: fc.nat(4),
});
const arbitraryGroups = fc.array(fc.array(fc.array(arbitraryCell, { maxLength: 4 }), { maxLength: 4 }), {
  minLength: 1,
  maxLength: 3,
});

interface Slot {
  text: string;
  row: number;
  column: number;
}

/** Where HTML's "algorithm for processing rows" puts every cell, and the table's source. */
function layOut(groups: readonly (readonly (readonly Cell[])[])[]): { html: string; slots: Slot[] } {
  const slots: Slot[] = [];
  let html = '';
  let top = 0;
  for (const rows of groups) {
    const taken = new Set<string>();
    html += '<tbody>';
    for (const [index, cells] of rows.entries()) {
      html += '<tr>';
      let column = 0;
      for (const { tag, colspan, rowspan } of cells) {
        while (taken.has(`${column},${index}`)) column++;
        const text = `c${slots.length}`;
        slots.push({ text, row: top + index, column });
        html += `<${tag} colspan="${colspan}" rowspan="${rowspan}">${text}</${tag}>`;
        const [width, height] = [colspan || 1, Math.min(rowspan || rows.length, rows.length - index)];
        for (let x = 0; x < width; x++)
          for (let y = 0; y < height; y++) taken.add(`${column + x},${index + y}`);
        column += width;
      }
      html += '</tr>';
    }
    html += '</tbody>';
    top += rows.length;
  }
  return { html: `<table>${html}</table>`, slots };
}

const tableOf = (html: string): TableNode => {
  const [table] = mapHtml(html).blocks;
  if (table?.type !== 'table') throw new Error(`no table: ${html}`);
  return table;
};

/** The cells with a text, where ProseMirror finds them; it knows no problem with the table. */
function found(html: string): Slot[] {
  const node = contentSchema.nodeFromJSON(tableOf(html));
  const map = TableMap.get(node);
  expect(map.problems).toBeNull();
  const slots: Slot[] = [];
  node.descendants((cell, position) => {
    if (cell.type.spec.tableRole === 'row') return true;
    const { top, left } = map.findCell(position);
    if (cell.textContent !== '') slots.push({ text: cell.textContent, row: top, column: left });
    return false;
  });
  return slots;
}

/** The numbers by their rank, because rows and columns in which nothing begins are not kept. */
const ranked = (numbers: readonly number[]): number[] => {
  const ranks = [...new Set(numbers)].toSorted((a, b) => a - b);
  return numbers.map((each) => ranks.indexOf(each));
};

describe('a table', () => {
  it('has even rows, with every cell in the column and row that browsers give it', () => {
    fc.assert(
      fc.property(arbitraryGroups, (groups) => {
        const { html, slots } = layOut(groups);
        fc.pre(slots.length > 0);
        const kept = found(html);
        expect(kept.map(({ text }) => text)).toEqual(slots.map(({ text }) => text));
        expect(kept.map(({ column }) => column)).toEqual(ranked(slots.map(({ column }) => column)));
        expect(kept.map(({ row }) => row)).toEqual(ranked(slots.map(({ row }) => row)));
      }),
      { numRuns: 300 },
    );
  });

  it('is filled up at the end, so that no value changes its column', () => {
    const rows = [
      '<th>Year</th><th>Count</th>',
      '<td>2023</td><td>12</td>',
      '<td>2024</td><td>15</td><td>revised</td>',
    ];
    const table = tableOf(`<table>${rows.map((row) => `<tr>${row}</tr>`).join('')}</table>`);
    const shown = table.content.map(({ content = [] }) =>
      content.map(
        (cell) =>
          `${cell.type === 'tableHeader' ? '*' : ''}${JSON.stringify(cell.content).match(/"text":"(.*?)"/)?.[1] ?? ''}`,
      ),
    );
    expect(shown).toEqual([
      ['*Year', '*Count', '*'],
      ['2023', '12', ''],
      ['2024', '15', 'revised'],
    ]);
  });

  it('comes after whatever stands between its cells, also in XML, where no parser moves it', () => {
    const html = '<table><tr><script>s()</script><td>a</td></tr><template><p>t</p></template></table>';
    expect(mapHtml(html).blocks.map(({ type }) => type)).toEqual(['opaque', 'opaque', 'table']);
    const [form] = mapHtml('<table><form action="/a"></form><tr><td>a</td></tr></table>').blocks;
    expect(form).toMatchObject({ attrs: { source: '<form action="/a"></form>' } });
    const xml =
      '<table>one<tr>two<td>a</td><p>three</p></tr><tbody><tr><td>b</td></tr>four</tbody><part><tr><td>five</td></tr></part></table>';
    const { blocks, report } = mapNodes([parseXml(xml, IMPORT_LIMITS)]);
    expect(showBlocks(blocks.slice(0, -1))).toEqual(['p one', 'p two', 'p three', 'p four', 'p five']);
    expect(blocks.at(-1)?.type).toBe('table');
    expect(report.changed[0]?.what).toContain('between the cells');
  });

  it('shows its foot last', () => {
    const html = '<table><tfoot><tr><td>sum</td></tr></tfoot><tbody><tr><td>one</td></tr></tbody></table>';
    expect(found(html).map(({ text }) => text)).toEqual(['one', 'sum']);
  });

  it('says where cells lay over each other', () => {
    const html = '<table><tr><td>a</td><td rowspan="2">b</td></tr><tr><td colspan="3">c</td></tr></table>';
    expect(found(html)).toHaveLength(3);
    expect(mapHtml(html).report.changed).toHaveLength(1);
  });

  it('stays as it is where it would grow without measure', () => {
    const long = `<tr>${'<td>x</td>'.repeat(2_000)}</tr>`;
    const table = tableOf(`<table>${long}${'<tr><td>y</td></tr>'.repeat(2_000)}</table>`);
    expect(table.content.map(({ content = [] }) => content.length)).toEqual([
      2_000,
      ...Array.from({ length: 2_000 }, () => 1),
    ]);
  });
});
