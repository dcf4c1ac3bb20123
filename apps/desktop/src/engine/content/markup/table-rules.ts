import type {
  BlockNode,
  CellAlignment,
  TableCellNode,
  TableRowNode,
} from '@educrowd/shared/content/content-json';
import { regularRows } from '@educrowd/shared/content/regular-table';

import { append } from '../append.ts';
import type { Flow } from './flow.ts';
import type { ElementRule, Mapper } from './mapping-context.ts';
import { childElements, isElement, styleOf, type MarkupElement, type MarkupNode } from './markup.ts';

export const table: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return dissolve(element, flow, mapper);
  flow.closeParagraph();
  for (const stray of straysOf(element)) {
    mapper.context.item.changed('What stood between the cells of a table comes before it.');
    mapper.fill(flow, stray);
    flow.closeParagraph();
  }
  for (const caption of childElements(element).filter(({ name }) => name === 'caption')) {
    const blocks = mapper.inside(flow, 0, (inner) =>
      inner.marked({ type: 'bold' }, () => mapper.fill(inner, caption.children)),
    );
    for (const block of blocks) flow.block(block);
  }
  const written = rowsOf(element).map((row) => cellsOf(row, flow, mapper));
  if (written.every((cells) => cells.every(isBlank))) return;
  const { rows, isOverlapping } = regularRows(
    written.map((cells): TableRowNode => ({ type: 'tableRow', content: cells })),
  );
  if (isOverlapping)
    mapper.context.item.changed('Cells of a table that lay over each other were set side by side.');
  flow.block({ type: 'table', content: rows });
};

const GROUPS = new Set(['thead', 'tbody', 'tfoot']);

/** What belongs where in a table; into anything else the mapper looks by itself. */
const PARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['table', new Set([...GROUPS, 'tr', 'caption', 'colgroup', 'col'])],
  ...[...GROUPS].map((name) => [name, new Set([...GROUPS, 'tr'])] as const),
  ['tr', new Set(['td', 'th'])],
]);

/**
 * Whatever stands in a table without being in a cell, run by run. The parser of HTML moves most of it before the table,
 * where browsers show it; in XML all of it is still where it was written.
 */
function straysOf({ name, children }: MarkupElement): MarkupNode[][] {
  const parts = PARTS.get(name);
  if (parts === undefined) return [];
  let run: MarkupNode[] = [];
  const runs = [run];
  for (const child of children) {
    if (isElement(child) && parts.has(child.name)) {
      append(runs, straysOf(child));
      runs.push((run = []));
    } else run.push(child);
  }
  return runs.filter((nodes) => nodes.some((node) => isElement(node) || node.text.trim() !== ''));
}

interface Row {
  element: MarkupElement;
  /** Rows from this one to the end of its group; no cell reaches out of the group. */
  left: number;
}

/** The groups in the order in which they are shown: a foot is the last, wherever it is written. */
function rowsOf(table: MarkupElement): Row[] {
  const groups: { isFoot: boolean; rows: MarkupElement[] }[] = [];
  let loose: MarkupElement[] | null = null;
  for (const child of childElements(table)) {
    if (child.name === 'tr') {
      if (loose === null) groups.push({ isFoot: false, rows: (loose = []) });
      loose.push(child);
    } else if (GROUPS.has(child.name)) {
      loose = null;
      groups.push({ isFoot: child.name === 'tfoot', rows: rowsIn(child) });
    }
  }
  return [...groups.filter(({ isFoot }) => !isFoot), ...groups.filter(({ isFoot }) => isFoot)].flatMap(
    ({ rows }) => rows.map((element, index) => ({ element, left: rows.length - index })),
  );
}

const rowsIn = (group: MarkupElement): MarkupElement[] =>
  childElements(group).flatMap((child) => {
    if (child.name === 'tr') return [child];
    return GROUPS.has(child.name) ? rowsIn(child) : [];
  });

function cellsOf(row: Row, flow: Flow, mapper: Mapper): TableCellNode[] {
  return row.element.children.flatMap((child): TableCellNode[] => {
    if (!isElement(child) || (child.name !== 'td' && child.name !== 'th')) return [];
    const content: BlockNode[] = mapper.inside(flow, 3, (inner) => mapper.fill(inner, child.children));
    if (content.length === 0) content.push({ type: 'paragraph' });
    const attrs: NonNullable<TableCellNode['attrs']> = {};
    const colspan = span(child.attributes.get('colspan'), 100);
    const rowspan = Math.min(rowspanOf(child), row.left);
    const align = alignmentOf(child);
    if (colspan > 1) attrs.colspan = colspan;
    if (rowspan > 1) attrs.rowspan = rowspan;
    if (align !== null) attrs.align = align;
    return [
      {
        type: child.name === 'th' ? 'tableHeader' : 'tableCell',
        ...(Object.keys(attrs).length === 0 ? {} : { attrs }),
        content,
      },
    ];
  });
}

function span(value: string | undefined, maximum: number): number {
  const count = Number.parseInt(value ?? '1', 10);
  return Number.isInteger(count) && count >= 1 ? Math.min(count, maximum) : 1;
}

/** 0 means all rows that are left. */
const rowspanOf = ({ attributes }: MarkupElement): number =>
  /^\s*\+?0+\s*$/.test(attributes.get('rowspan') ?? '') ? 1_000 : span(attributes.get('rowspan'), 1_000);

function alignmentOf(cell: MarkupElement): CellAlignment | null {
  const style = /text-align\s*:\s*([a-z]+)/i.exec(styleOf(cell))?.[1];
  const align = (style ?? cell.attributes.get('align') ?? '').toLowerCase();
  return align === 'left' || align === 'center' || align === 'right' ? align : null;
}

const isBlank = (cell: TableCellNode): boolean =>
  cell.content.every((block) => block.type === 'paragraph' && (block.content ?? []).length === 0);

const dissolve: ElementRule = (element, flow, mapper) => {
  flow.closeParagraph();
  mapper.fill(flow, element.children);
  flow.closeParagraph();
};

/** Parts of a table that stand outside one, in XML or where a table dissolved. */
export const TABLE_RULES: Readonly<Record<string, ElementRule>> = {
  table,
  caption: dissolve,
  thead: dissolve,
  tbody: dissolve,
  tfoot: dissolve,
  tr: dissolve,
  td: dissolve,
  th: dissolve,
};
