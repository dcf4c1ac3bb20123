import type { Editor } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';

/** The keyboard goes to the text at once: TipTap's own command waits a frame, and the next key would go elsewhere. */
export function focusText(editor: Editor): void {
  editor.view.focus();
}

/** The same, at the beginning of the text. */
export function focusTextStart(editor: Editor): void {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(Selection.atStart(state.doc)).scrollIntoView());
  view.focus();
}

/** The same, at the end of the text. */
export function focusTextEnd(editor: Editor): void {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(Selection.atEnd(state.doc)).scrollIntoView());
  view.focus();
}
