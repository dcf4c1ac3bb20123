/**
 * Where the cells of a table stand, by the rules of HTML's table model, and the same table with every row filled up.
 * The editor's commands expect rows of one width; a file, or two people who change one table at the same time, may
 * well bring others. Rules of the model: a cell takes the first columns of its row that no cell above reaches into;
 * what is missing is missing at the end. Where cells would overlap, the later one ends before the earlier.
 */

export interface CellSpan {
  readonly colspan: number;
  readonly rowspan: number;
}

/** A cell in its place; one to fill in where `cell` is null. */
export interface PlacedCell<Cell> extends CellSpan {
  readonly cell: Cell | null;
  readonly row: number;
  readonly column: number;
}

/** A filled table has at most so many cells, or it stays as it is: a sheet of many short rows below one long. */
const MAX_FILLED_CELLS = 10_000;

export function placeCells<Cell extends CellSpan>(
  rows: readonly (readonly Cell[])[],
): { cells: PlacedCell<Cell>[]; isOverlapping: boolean } {
  const cells: PlacedCell<Cell>[] = [];
  /** For each column the first row in which it is free again. */
  const freeFrom: number[] = [];
  let isOverlapping = false;
  for (const [row, written] of rows.entries()) {
    const isFree = (column: number): boolean => (freeFrom[column] ?? 0) <= row;
    let column = 0;
    for (const cell of written) {
      while (!isFree(column)) column++;
      let colspan = 1;
      while (colspan < cell.colspan && isFree(column + colspan)) colspan++;
      if (colspan < cell.colspan) isOverlapping = true;
      const rowspan = Math.min(cell.rowspan, rows.length - row);
      cells.push({ cell, row, column, colspan, rowspan });
      const end = column + cell.colspan;
      for (; column < end; column++) freeFrom[column] = Math.max(freeFrom[column] ?? 0, row + rowspan);
    }
  }
  return { cells, isOverlapping };
}

/**
 * The cells by rows, with those that fill the gaps. Columns and rows in which no cell begins are nothing but longer
 * spans, such as `colspan="100"` for "the whole width": they go, and such a row is empty in the answer. Null where the
 * table would grow beyond bounds.
 */
export function filledRows<Cell>(placed: readonly PlacedCell<Cell>[]): PlacedCell<Cell>[][] | null {
  const columnAt = countedFrom(placed.map(({ column, colspan }) => [column, colspan]));
  const rowAt = countedFrom(placed.map(({ row, rowspan }) => [row, rowspan]));
  const width = columnAt.total;
  if (width * rowAt.total > Math.max(MAX_FILLED_CELLS, placed.length)) return null;
  const rows = Array.from({ length: rowAt.end }, (): PlacedCell<Cell>[] => []);
  for (const each of placed) rows[each.row]?.push(each);
  const freeFrom = Array.from({ length: width }, () => 0);
  return rows.map((begun, row) => {
    if (begun.length === 0) return [];
    const filled: PlacedCell<Cell>[] = [];
    const waiting = begun.toSorted((a, b) => b.column - a.column);
    for (let column = 0; column < width; column++) {
      if ((freeFrom[column] ?? 0) > rowAt.of(row)) continue;
      const next = waiting.at(-1);
      if (next === undefined || columnAt.of(next.column) > column) {
        filled.push({ cell: null, row, column, colspan: 1, rowspan: 1 });
        continue;
      }
      waiting.pop();
      const colspan = columnAt.of(next.column + next.colspan) - column;
      const rowspan = rowAt.of(row + next.rowspan) - rowAt.of(row);
      filled.push({ cell: next.cell, row, column, colspan, rowspan });
      for (let each = 0; each < colspan; each++) freeFrom[column + each] = rowAt.of(row) + rowspan;
      column += colspan - 1;
    }
    return filled;
  });
}

/** Counts only the places at which a span begins: `of(place)` is how many of them lie before it. */
function countedFrom(spans: readonly (readonly [number, number])[]) {
  const end = spans.reduce((last, [start, length]) => Math.max(last, start + length), 0);
  const begins = new Set(spans.map(([start]) => start));
  const before = [0];
  for (let place = 0; place < end; place++) before.push((before[place] ?? 0) + (begins.has(place) ? 1 : 0));
  return { end, total: begins.size, of: (place: number): number => before[place] ?? 0 };
}
