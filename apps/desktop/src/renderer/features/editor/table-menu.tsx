import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import type { Command } from '@tiptap/pm/state';
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  mergeCells,
  splitCell,
  toggleHeader,
} from '@tiptap/pm/tables';
import { fillTable } from '@educrowd/shared/content/table-editing';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { useTranslate } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { focusText } from './focus-text.ts';
import { isInUse } from './is-in-use.ts';
import { beginUndoStep } from './undo-step.ts';

const GROUPS: readonly (readonly [PlainMessageKey, Command][])[] = [
  [
    ['editor.addRowAbove', addRowBefore],
    ['editor.addRowBelow', addRowAfter],
    ['editor.addColumnBefore', addColumnBefore],
    ['editor.addColumnAfter', addColumnAfter],
  ],
  [
    ['editor.headerRow', toggleHeader('row')],
    ['editor.mergeCells', mergeCells],
    ['editor.splitCell', splitCell],
  ],
  [
    ['editor.deleteRow', deleteRow],
    ['editor.deleteColumn', deleteColumn],
    ['editor.deleteTable', deleteTable],
  ],
];

/** Rows and columns of the table that holds the cursor. */
export function TableMenu({ editor, container }: { editor: Editor; container: () => HTMLElement }) {
  const t = useTranslate();
  const possible = useEditorState({
    editor,
    selector: ({ editor: { state } }) =>
      GROUPS.flat().flatMap(([name, command]) => (command(state) ? [name] : [])),
  });
  const run = (command: Command) => {
    beginUndoStep(editor);
    fillTable(editor.state, editor.view.dispatch);
    command(editor.state, editor.view.dispatch);
    focusText(editor);
  };
  return (
    <BubbleMenu
      editor={editor}
      pluginKey="tableMenu"
      updateDelay={100}
      appendTo={container}
      options={{ strategy: 'absolute', placement: 'bottom-end', offset: 4, flip: { padding: 8 } }}
      getReferencedVirtualElement={() => tableElement(editor)}
      shouldShow={({ editor: shown }) => isInUse(shown) && shown.isActive('table')}
      className="z-30 w-max"
    >
      <Menu
        // Beside the text: a focus that leaves both would take the button away from under its menu.
        container={container()}
        groups={GROUPS.map((group) =>
          group.map(([name, command]) => ({
            label: t(name),
            disabled: !possible.includes(name),
            run: () => run(command),
          })),
        )}
      >
        <Button icon="table" className="shadow-overlay">
          {t('editor.tableMenu')}
        </Button>
      </Menu>
    </BubbleMenu>
  );
}

function tableElement({ state, view }: Editor): HTMLElement | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name !== 'table') continue;
    const dom = view.nodeDOM($from.before(depth));
    return dom instanceof HTMLElement ? dom : null;
  }
  return null;
}
