import type { BlockNode, TableCellNode, TableNode, TableRowNode } from './content-json.ts';
import { openTag } from './escape-html.ts';
import type { HtmlContext } from './html-context.ts';

type BlocksToHtml = (blocks: readonly BlockNode[]) => string;

/** In a box that scrolls sideways and that the keyboard reaches; leading rows of header cells are the table's head. */
export function tableToHtml(table: TableNode, context: HtmlContext, blocksToHtml: BlocksToHtml): string {
  const bodyStart = table.content.findIndex((row) => !isHeadRow(row));
  const headLength = bodyStart === -1 ? table.content.length : bodyStart;
  const head = table.content.slice(0, headLength).map((row) => rowToHtml(row, 'col', blocksToHtml));
  const body = table.content.slice(headLength).map((row) => rowToHtml(row, 'row', blocksToHtml));
  const box = openTag('div', {
    class: 'table-scroll',
    role: 'region',
    'aria-label': context.words.table,
    tabindex: 0,
  });
  return `${box}<table dir="auto">${section('thead', head)}${section('tbody', body)}</table></div>`;
}

const isHeadRow = ({ content = [] }: TableRowNode): boolean =>
  content.length > 0 && content.every((cell) => cell.type === 'tableHeader');

const section = (name: string, rows: readonly string[]): string =>
  rows.length === 0 ? '' : `<${name}>${rows.join('')}</${name}>`;

function rowToHtml({ content = [] }: TableRowNode, scope: 'col' | 'row', blocksToHtml: BlocksToHtml): string {
  return `<tr>${content.map((cell) => cellToHtml(cell, scope, blocksToHtml)).join('')}</tr>`;
}

function cellToHtml(cell: TableCellNode, scope: 'col' | 'row', blocksToHtml: BlocksToHtml): string {
  const { colspan = 1, rowspan = 1, align = null } = cell.attrs ?? {};
  const attributes = {
    colspan: colspan > 1 ? colspan : null,
    rowspan: rowspan > 1 ? rowspan : null,
    class: align === null ? null : `align-${align}`,
  };
  const content = blocksToHtml(cell.content);
  return cell.type === 'tableHeader'
    ? `${openTag('th', { scope, ...attributes })}${content}</th>`
    : `${openTag('td', attributes)}${content}</td>`;
}
