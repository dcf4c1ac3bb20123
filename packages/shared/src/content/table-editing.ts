import type { Node as SchemaNode, NodeType } from '@tiptap/pm/model';
import { Plugin, type Command, type EditorState, type Transaction } from '@tiptap/pm/state';
import { CellSelection, tableEditing, TableMap } from '@tiptap/pm/tables';
import type { EditorView } from '@tiptap/pm/view';
import { must } from '../primitives/assert.ts';
import { isFromElsewhere } from './own-changes.ts';
import { filledRows, placeCells, type CellSpan } from './table-grid.ts';

/**
 * Table editing as prosemirror-tables has it, but for one thing: that plugin repairs an uneven table the moment it sees
 * one, with empty cells in front of the values too, and so writes to a document that was only opened. Here a table is
 * filled up at the ends of its rows, and only when a person changes that very table or selects cells in it.
 */
export function createTableEditing(): Plugin[] {
  const { spec } = tableEditing();
  const filling = new Plugin({
    props: {
      // What the next plugin does with these counts in columns, which only an even table has.
      handleKeyDown: (view, event) => reachesOverCells(view, event) && fillAround(view),
      handlePaste: fillAround,
    },
    appendTransaction: (transactions, before, after) =>
      transactions.some(isFromElsewhere) ? null : fillTouched(before, after),
  });
  const editing: Plugin = new Plugin({
    ...spec,
    // Given one state twice, it finds no table to repair and looks after the selection alone.
    appendTransaction: (transactions, _before, after) =>
      spec.appendTransaction?.call(editing, transactions, after, after),
  });
  return [filling, editing];
}

/** Makes the table around the selection even; the commands of prosemirror-tables need it so. */
export const fillTable: Command = (state, dispatch) => {
  const { tr } = state;
  const position = tableAround(state);
  if (position !== null) fill(tr, position);
  if (tr.docChanged) dispatch?.(tr);
  return tr.docChanged;
};

/** Leaves the key or the paste to whoever comes next. */
function fillAround(view: EditorView): false {
  fillTable(view.state, (tr) => view.dispatch(tr));
  return false;
}

const reachesOverCells = ({ state }: EditorView, event: { shiftKey: boolean; key: string }): boolean =>
  state.selection instanceof CellSelection || (event.shiftKey && event.key.startsWith('Arrow'));

function fillTouched(before: EditorState, after: EditorState): Transaction | null {
  const { tr } = after;
  // From the end, so that the places of the others stay what they are.
  for (const position of changedTables(before.doc, after.doc).toReversed()) fill(tr, position);
  const selected = after.selection instanceof CellSelection ? tableAround(after) : null;
  if (selected !== null && !tr.docChanged) fill(tr, selected);
  return tr.docChanged ? tr : null;
}

const isTable = (node: SchemaNode): boolean => node.type.spec.tableRole === 'table';

const isUneven = (table: SchemaNode): boolean => TableMap.get(table).problems !== null;

function tableAround({ selection: { $from } }: EditorState): number | null {
  for (let depth = $from.depth; depth > 0; depth--)
    if (isTable($from.node(depth))) return $from.before(depth);
  return null;
}

/** Where those that are uneven stand. A node that nobody changed is the same object in both documents. */
function changedTables(before: SchemaNode, after: SchemaNode): number[] {
  const from = after.content.findDiffStart(before.content);
  if (from === null) return [];
  const to = Math.max(from, after.content.findDiffEnd(before.content)?.a ?? after.content.size);
  const found: { table: SchemaNode; position: number }[] = [];
  after.nodesBetween(from, to, (node, position) => {
    if (isTable(node) && isUneven(node)) found.push({ table: node, position });
  });
  if (found.length === 0) return [];
  const known = new Set<SchemaNode>();
  before.descendants((node) => void (isTable(node) && known.add(node)));
  return found.flatMap(({ table, position }) => (known.has(table) ? [] : [position]));
}

interface WrittenCell extends CellSpan {
  readonly node: SchemaNode;
  readonly position: number;
}

function fill(tr: Transaction, position: number): void {
  const table = must(tr.doc.nodeAt(position), 'a table');
  if (!isUneven(table)) return;
  const rows = writtenRows(table, position + 1);
  const filled = filledRows(placeCells(rows.map(({ cells }) => cells)).cells);
  if (filled === null || filled.every((row) => row.length === 0)) return;
  for (const [index, row] of [...rows.entries()].toReversed()) {
    const places = filled[index] ?? [];
    if (places.length === 0) tr.delete(row.position, row.position + row.node.nodeSize);
    let at = row.position + row.node.nodeSize - 1;
    for (const { cell, colspan, rowspan } of places.toReversed()) {
      if (cell === null) tr.insert(at, must(fillType(row.node).createAndFill(), 'an empty cell'));
      else {
        if (cell.colspan !== colspan || cell.rowspan !== rowspan)
          tr.setNodeMarkup(cell.position, null, { ...cell.node.attrs, colspan, rowspan });
        at = cell.position;
      }
    }
  }
}

function writtenRows(table: SchemaNode, start: number) {
  const rows: { node: SchemaNode; position: number; cells: WrittenCell[] }[] = [];
  table.forEach((node, offset) => {
    const position = start + offset;
    const cells: WrittenCell[] = [];
    node.forEach((cell, cellOffset) => {
      const { colspan, rowspan } = cell.attrs as CellSpan;
      cells.push({ node: cell, position: position + 1 + cellOffset, colspan, rowspan });
    });
    rows.push({ node, position, cells });
  });
  return rows;
}

/** A row of headings goes on with headings. */
function fillType(row: SchemaNode): NodeType {
  const { tableHeader, tableCell } = row.type.schema.nodes;
  const isHead = row.childCount > 0 && row.children.every(({ type }) => type === tableHeader);
  return must(isHead ? tableHeader : tableCell, 'the type of a cell');
}
