import type { Editor } from '@tiptap/core';

/**
 * Whether somebody writes in it. The floating menus ask a moment after the text has changed, and then it may be closed
 * already: nothing else of a closed editor can be asked.
 */
export const isInUse = (editor: Editor): boolean => !editor.isDestroyed && editor.isEditable;
