import { Selection, type Transaction } from '@tiptap/pm/state';
import type { Editor, Range } from '@tiptap/core';
import type { IconName } from '@educrowd/shared/design/icons';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';

/** A kind of block that can be inserted. */
export interface BlockKind {
  readonly id: string;
  readonly name: PlainMessageKey;
  readonly icon: IconName;
  /** Other words that a person may type for it, besides its name. */
  readonly also: string;
  readonly insert: (editor: Editor, range: Range) => void;
}

const heading = (level: 1 | 2 | 3 | 4, name: PlainMessageKey, icon: IconName): BlockKind => ({
  id: `heading${level}`,
  name,
  icon,
  also: `h${level} title`,
  insert: (editor, range) => editor.chain().focus().deleteRange(range).setNode('heading', { level }).run(),
});

const callout = (kind: string, name: PlainMessageKey, icon: IconName): BlockKind => ({
  id: `callout-${kind}`,
  name,
  icon,
  also: 'callout box',
  insert: (editor, range) => editor.chain().focus().deleteRange(range).wrapIn('callout', { kind }).run(),
});

const cell = (type: 'tableHeader' | 'tableCell') => ({ type, content: [{ type: 'paragraph' }] });
const row = (type: 'tableHeader' | 'tableCell') => ({
  type: 'tableRow',
  content: [cell(type), cell(type), cell(type)],
});

/** Blocks that need nothing but their place; pictures and cards ask for something first. */
export const blockKinds: readonly BlockKind[] = [
  {
    id: 'paragraph',
    name: 'editor.paragraph',
    icon: 'paragraph',
    also: 'paragraph plain',
    insert: (editor, range) => editor.chain().focus().deleteRange(range).setParagraph().run(),
  },
  heading(1, 'editor.heading1', 'heading1'),
  heading(2, 'editor.heading2', 'heading2'),
  heading(3, 'editor.heading3', 'heading3'),
  heading(4, 'editor.heading4', 'heading4'),
  {
    id: 'bulletList',
    name: 'editor.bulletList',
    icon: 'bulletList',
    also: 'unordered ul points',
    insert: (editor, range) => editor.chain().focus().deleteRange(range).toggleBulletList().run(),
  },
  {
    id: 'orderedList',
    name: 'editor.orderedList',
    icon: 'orderedList',
    also: 'ordered ol steps',
    insert: (editor, range) => editor.chain().focus().deleteRange(range).toggleOrderedList().run(),
  },
  {
    id: 'blockquote',
    name: 'editor.blockquote',
    icon: 'quote',
    also: 'citation',
    insert: (editor, range) => editor.chain().focus().deleteRange(range).toggleBlockquote().run(),
  },
  callout('note', 'editor.calloutNote', 'info'),
  callout('tip', 'editor.calloutTip', 'lightbulb'),
  callout('warning', 'editor.calloutWarning', 'warning'),
  callout('question', 'editor.calloutQuestion', 'question'),
  callout('answer', 'editor.calloutAnswer', 'check'),
  {
    id: 'table',
    name: 'editor.table',
    icon: 'table',
    also: 'grid rows columns',
    insert: (editor, range) =>
      editor
        .chain()
        .focus()
        .deleteRange(range)
        .insertContent({ type: 'table', content: [row('tableHeader'), row('tableCell'), row('tableCell')] })
        .command(({ tr }) => selectFirstCell(tr, editor.state.doc.resolve(range.from).before()))
        .run(),
  },
  {
    id: 'codeBlock',
    name: 'editor.codeBlock',
    icon: 'codeBlock',
    also: 'program source',
    insert: (editor, range) => editor.chain().focus().deleteRange(range).toggleCodeBlock().run(),
  },
  {
    id: 'math',
    name: 'editor.math',
    icon: 'math',
    also: 'latex equation mathematics',
    insert: (editor, range) =>
      editor
        .chain()
        .focus()
        .deleteRange(range)
        .insertContent({ type: 'mathBlock', attrs: { source: '' } })
        .run(),
  },
  {
    id: 'divider',
    name: 'editor.divider',
    icon: 'divider',
    also: 'line rule separator',
    insert: (editor, range) => editor.chain().focus().deleteRange(range).setHorizontalRule().run(),
  },
];

/** Puts the cursor into the table that was inserted at or after a position. */
function selectFirstCell(tr: Transaction, from: number): boolean {
  let table: number | null = null;
  tr.doc.nodesBetween(from, tr.doc.content.size, (node, position) => {
    if (table === null && node.type.name === 'table' && position >= from) table = position;
    return table === null;
  });
  if (table !== null) tr.setSelection(Selection.near(tr.doc.resolve(table + 1)));
  return table !== null;
}
