import type { Editor } from '@tiptap/core';
import type { Slice } from '@tiptap/pm/model';
import { Selection, TextSelection } from '@tiptap/pm/state';
import { dropPoint } from '@tiptap/pm/transform';
import type { EditorView } from '@tiptap/pm/view';
import { holdPlace, type Place } from './held-place.ts';

interface Paste {
  readonly event: ClipboardEvent | DragEvent;
  /** What is put in, once it is known; null when there is nothing to put in. */
  readonly ready: Promise<Slice | null>;
}

/** Pastes, as soon as it can be, what was pasted or dropped at the selection of this moment. */
export async function pasteLater(editor: Editor, { event, ready }: Paste): Promise<void> {
  const place = holdPlace(editor, editor.state.selection);
  const slice = await ready;
  const now = place.release();
  if (slice === null || editor.isDestroyed || !editor.isEditable) return;
  const { selection } = editor.state;
  if (selection.from === now.from && selection.to === now.to) return paste(editor.view, slice, event);
  // Whoever has gone on writing somewhere else stays there.
  const elsewhere = holdPlace(editor, selection);
  select(editor, now);
  paste(editor.view, slice, event);
  select(editor, elsewhere.release());
}

/** Puts the selection where something is dropped. */
export function selectDropPoint(view: EditorView, event: DragEvent, slice: Slice): void {
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!at) return;
  const { doc, tr } = view.state;
  const position = dropPoint(doc, at.pos, slice) ?? at.pos;
  view.dispatch(tr.setSelection(Selection.near(doc.resolve(position))));
}

function select({ view }: Editor, { from, to }: Place): void {
  const { doc, tr } = view.state;
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))));
}

/** As ProseMirror pastes. */
function paste(view: EditorView, slice: Slice, event: ClipboardEvent | DragEvent): void {
  if (view.someProp('handlePaste', (handle) => handle(view, event as ClipboardEvent, slice))) return;
  const isOne = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  const only = isOne ? slice.content.firstChild : null;
  const { tr } = view.state;
  const changed = only ? tr.replaceSelectionWith(only, false) : tr.replaceSelection(slice);
  view.dispatch(changed.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}
