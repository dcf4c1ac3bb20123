import { Selection } from '@tiptap/pm/state';
import { CellSelection, tableEditingKey } from '@tiptap/pm/tables';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlockNode, ContentDoc, TableRowNode } from './content-json.ts';
import { fillTable } from './table-editing.ts';
import { arbitraryShortContent } from './testing/arbitrary-content.ts';
import { createHeadlessEditor } from './testing/headless-editor.ts';
import { openEditor } from './testing/open-editor.ts';
import { createDocumentState, mergeUpdates, readDocument } from './yjs-document.ts';

const paragraph = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });

const row = (...cells: string[]): TableRowNode => ({
  type: 'tableRow',
  content: cells.map((text) => ({ type: 'tableCell', content: [paragraph(text)] })),
});

const documentOf = (...content: BlockNode[]): ContentDoc => ({ type: 'doc', content });

/** Years, the last with a remark that has no column. */
const UNEVEN: BlockNode = {
  type: 'table',
  content: [row('Year', 'Count'), row('2023', '12'), row('2024', '15', 'revised')],
};

type OpenEditor = ReturnType<typeof openEditor>;

/** What a reader does who types nothing: a click at the start, one at the end. */
function clickThrough(editor: OpenEditor): void {
  const { state } = editor;
  editor.dispatch(state.tr.setSelection(Selection.atStart(state.doc)));
  editor.dispatch(state.tr.setSelection(Selection.atEnd(editor.state.doc)));
}

const textAt = (editor: OpenEditor, text: string): number => {
  let found = -1;
  editor.state.doc.descendants((node, position) => {
    if (node.text === text) found = position;
  });
  return found;
};

function type(editor: OpenEditor, text: string, after: string): void {
  editor.dispatch(editor.state.tr.insertText(text, textAt(editor, after) + after.length));
}

const tables = (editor: OpenEditor): string[][][] =>
  editor.state.doc.children
    .filter((node) => node.type.name === 'table')
    .map((table) => table.children.map((each) => each.children.map((cell) => cell.textContent)));

test('opening a document writes nothing, whatever it holds', () => {
  fc.assert(
    fc.property(arbitraryShortContent, (content) => {
      const stored = createDocumentState(content);
      const editor = openEditor(stored);
      clickThrough(editor);
      expect(editor.stored()).toEqual(mergeUpdates([stored]));
    }),
  );
});

const untouched: Record<string, ContentDoc> = {
  'a short row': documentOf(UNEVEN, paragraph('after')),
  'cells that overlap': documentOf({
    type: 'table',
    content: [
      {
        type: 'tableRow',
        content: [
          { type: 'tableCell', content: [paragraph('a')] },
          { type: 'tableCell', attrs: { rowspan: 5 }, content: [paragraph('b')] },
        ],
      },
      {
        type: 'tableRow',
        content: [{ type: 'tableCell', attrs: { colspan: 3 }, content: [paragraph('c')] }],
      },
    ],
  }),
  'a table without cells': documentOf({ type: 'table', content: [{ type: 'tableRow' }] }, paragraph('after')),
  'an address that is no link': documentOf(paragraph('See https://example.org'), paragraph('after')),
};

test.for(Object.entries(untouched))('opening a text with %s writes nothing', ([, content]) => {
  const stored = createDocumentState(content);
  const editor = openEditor(stored);
  clickThrough(editor);
  expect(editor.stored()).toEqual(mergeUpdates([stored]));
});

test('what another device leaves uneven is not answered', () => {
  const stored = createDocumentState(documentOf(UNEVEN, paragraph('after')));
  const here = openEditor(stored);
  clickThrough(here);
  const there = createHeadlessEditor([stored], 1);
  there.edit((transform) => transform.delete(2, transform.doc.resolve(2).posAtIndex(1)));
  for (const update of there.written) here.receive(update);
  clickThrough(here);
  expect(tables(here)[0]?.[0]).toEqual(['Count']);
  expect(here.stored()).toEqual(mergeUpdates([stored, ...there.written]));
});

test('a table is filled up at its end by whoever changes it, and no other table with it', () => {
  const editor = openEditor(createDocumentState(documentOf(UNEVEN, paragraph('between'), UNEVEN)));
  type(editor, '!', 'between');
  expect(tables(editor)[0]).toEqual([
    ['Year', 'Count'],
    ['2023', '12'],
    ['2024', '15', 'revised'],
  ]);
  type(editor, '?', '2023');
  expect(tables(editor)).toEqual([
    [
      ['Year', 'Count'],
      ['2023', '12'],
      ['2024', '15', 'revised'],
    ],
    [
      ['Year', 'Count', ''],
      ['2023?', '12', ''],
      ['2024', '15', 'revised'],
    ],
  ]);
  expect(readDocument(editor.stored()).ok).toBe(true);
});

test('selecting cells makes their table even, so that the commands of tables find their columns', () => {
  const editor = openEditor(createDocumentState(documentOf(UNEVEN)));
  const [first, last] = [textAt(editor, 'Year'), textAt(editor, '12')].map((at) =>
    editor.state.doc.resolve(at - 2),
  );
  if (first === undefined || last === undefined) throw new Error('the cells are there');
  editor.dispatch(editor.state.tr.setSelection(new CellSelection(first, last)));
  expect(tables(editor)).toEqual([
    [
      ['Year', 'Count', ''],
      ['2023', '12', ''],
      ['2024', '15', 'revised'],
    ],
  ]);
  expect(editor.state.selection).toBeInstanceOf(CellSelection);
  expect(tableEditingKey.get(editor.state)).toBeDefined();
  expect(fillTable(editor.state)).toBe(false);
});
