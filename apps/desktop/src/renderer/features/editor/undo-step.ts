import type { Editor } from '@tiptap/core';
import { yUndoPluginKey } from '@tiptap/y-tiptap';

/**
 * Typing is taken back in bursts: what follows within half a second belongs to the same step. What somebody chose from
 * a menu begins a step of its own, so that taking it back leaves the words before it alone.
 */
export function beginUndoStep(editor: Editor): void {
  yUndoPluginKey.getState(editor.state)?.undoManager.stopCapturing();
}
