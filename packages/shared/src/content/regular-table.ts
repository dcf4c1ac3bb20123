import type { TableCellNode, TableRowNode } from './content-json.ts';
import { filledRows, placeCells, type CellSpan, type PlacedCell } from './table-grid.ts';

interface WrittenCell extends CellSpan {
  readonly node: TableCellNode;
}

/** The rows with every row as wide as the others, laid out as browsers do; see table-grid.ts. */
export function regularRows(rows: readonly TableRowNode[]): { rows: TableRowNode[]; isOverlapping: boolean } {
  const { cells, isOverlapping } = placeCells(rows.map(writtenCells));
  return { rows: rowsFrom(cells) ?? [...rows], isOverlapping };
}

/** The rows before and from `at`, each regular. A cell that reaches over the cut leaves an empty one below it. */
export function cutRows(rows: readonly TableRowNode[], at: number): [TableRowNode[], TableRowNode[]] {
  const { cells } = placeCells(rows.map(writtenCells));
  const upper = cells.flatMap((each) =>
    each.row < at ? [{ ...each, rowspan: Math.min(each.rowspan, at - each.row) }] : [],
  );
  const lower = cells.flatMap((each): PlacedCell<WrittenCell>[] => {
    if (each.row >= at) return [{ ...each, row: each.row - at }];
    const rowspan = each.row + each.rowspan - at;
    return rowspan > 0 ? [{ ...each, cell: null, row: 0, rowspan }] : [];
  });
  return [rowsFrom(upper) ?? rows.slice(0, at), rowsFrom(lower) ?? rows.slice(at)];
}

const writtenCells = ({ content = [] }: TableRowNode): WrittenCell[] =>
  content.map((node) => ({ node, colspan: node.attrs?.colspan ?? 1, rowspan: node.attrs?.rowspan ?? 1 }));

function rowsFrom(cells: readonly PlacedCell<WrittenCell>[]): TableRowNode[] | null {
  const rows = filledRows(cells);
  return (
    rows?.flatMap((row): TableRowNode[] => {
      const written = row.flatMap(({ cell }) => cell?.node ?? []);
      const isHead = written.length > 0 && written.every(({ type }) => type === 'tableHeader');
      const content = row.map((each) => cellNode(each, isHead ? 'tableHeader' : 'tableCell'));
      return row.length === 0 ? [] : [{ type: 'tableRow', content }];
    }) ?? null
  );
}

function cellNode(
  { cell, colspan, rowspan }: PlacedCell<WrittenCell>,
  fillType: TableCellNode['type'],
): TableCellNode {
  const { align = null } = cell?.node.attrs ?? {};
  const attrs = {
    ...(colspan > 1 && { colspan }),
    ...(rowspan > 1 && { rowspan }),
    ...(align !== null && { align }),
  };
  return {
    type: cell?.node.type ?? fillType,
    ...(Object.keys(attrs).length > 0 && { attrs }),
    content: cell?.node.content ?? [{ type: 'paragraph' }],
  };
}
