import type {
  BlockNode,
  CellAlignment,
  TableCellNode,
  TableRowNode,
} from '@educrowd/shared/content/content-json';

import type { Flow } from './flow.ts';
import type { ElementRule, Mapper } from './mapping-context.ts';
import { childElements, isElement, styleOf, type MarkupElement } from './markup.ts';

const table: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return dissolve(element, flow, mapper);
  flow.closeParagraph();
  for (const caption of childElements(element).filter(({ name }) => name === 'caption')) {
    const blocks = mapper.inside(flow, 0, (inner) =>
      inner.marked({ type: 'bold' }, () => mapper.fill(inner, caption.children)),
    );
    flow.block(...blocks);
  }
  const rows = rowsOf(element).map((row) => cellsOf(row, flow, mapper));
  const content = rows
    .filter((cells) => cells.length > 0)
    .map((cells): TableRowNode => ({ type: 'tableRow', content: cells }));
  if (rows.some((cells) => cells.some((cell) => !isBlank(cell)))) flow.block({ type: 'table', content });
};

const rowsOf = (element: MarkupElement): MarkupElement[] =>
  childElements(element).flatMap((child) => {
    if (child.name === 'tr') return [child];
    return ['thead', 'tbody', 'tfoot'].includes(child.name) ? rowsOf(child) : [];
  });

function cellsOf(row: MarkupElement, flow: Flow, mapper: Mapper): TableCellNode[] {
  return row.children.flatMap((child): TableCellNode[] => {
    if (!isElement(child) || (child.name !== 'td' && child.name !== 'th')) return [];
    const content: BlockNode[] = mapper.inside(flow, 3, (inner) => mapper.fill(inner, child.children));
    if (content.length === 0) content.push({ type: 'paragraph' });
    const attrs: NonNullable<TableCellNode['attrs']> = {};
    const colspan = span(child.attributes.get('colspan'), 100);
    const rowspan = span(child.attributes.get('rowspan'), 1_000);
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
