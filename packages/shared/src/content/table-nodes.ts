import { Node } from '@tiptap/core';
import { nodeAttributes } from './content-attributes.ts';
import { htmlNumber, htmlText, schemaAttributes } from './schema-attributes.ts';
import { createTableEditing } from './table-editing.ts';

// How prosemirror-tables, whose commands the editor uses, recognises the parts of a table.
const roles: Readonly<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableHeader: 'header_cell',
  tableCell: 'cell',
};

export const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  extendNodeSchema: (extension) => {
    const tableRole = roles[extension.name];
    return tableRole === undefined ? {} : { tableRole };
  },
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
  addProseMirrorPlugins: createTableEditing,
});

export const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableHeader | tableCell)*',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: ({ HTMLAttributes }) => ['tr', HTMLAttributes, 0],
});

const cellMapping = {
  colspan: htmlNumber('colspan'),
  rowspan: htmlNumber('rowspan'),
  align: htmlText('align'),
};

export const TableHeader = Node.create({
  name: 'tableHeader',
  content: 'block+',
  isolating: true,
  addAttributes: () => schemaAttributes(nodeAttributes.tableHeader, cellMapping),
  parseHTML: () => [{ tag: 'th' }],
  renderHTML: ({ HTMLAttributes }) => ['th', HTMLAttributes, 0],
});

export const TableCell = Node.create({
  name: 'tableCell',
  content: 'block+',
  isolating: true,
  addAttributes: () => schemaAttributes(nodeAttributes.tableCell, cellMapping),
  parseHTML: () => [{ tag: 'td' }],
  renderHTML: ({ HTMLAttributes }) => ['td', HTMLAttributes, 0],
});
