import { Extension } from '@tiptap/core';
import { goToNextCell } from '@tiptap/pm/tables';

interface EditingKeys {
  onLink: () => void;
}

/** Keys of the editor that no node brings: links, nesting of list items, going through the cells of a table. */
export const createEditingKeys = ({ onLink }: EditingKeys) =>
  Extension.create({
    name: 'editingKeys',
    // Before the list item's own Tab, which would take the cells' key inside a list.
    priority: 200,
    addKeyboardShortcuts() {
      const { editor } = this;
      const cell = (direction: 1 | -1) => () => goToNextCell(direction)(editor.state, editor.view.dispatch);
      return {
        'Mod-Shift-k': () => {
          onLink();
          return true;
        },
        'Mod-]': () => editor.commands.sinkListItem('listItem') || true,
        'Mod-[': () => editor.commands.liftListItem('listItem') || true,
        Tab: cell(1),
        'Shift-Tab': cell(-1),
      };
    },
  });
