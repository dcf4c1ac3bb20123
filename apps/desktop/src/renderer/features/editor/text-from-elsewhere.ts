import { Extension } from '@tiptap/core';
import type { Slice } from '@tiptap/pm/model';
import { Plugin, Selection } from '@tiptap/pm/state';
import { dropPoint } from '@tiptap/pm/transform';
import type { EditorView } from '@tiptap/pm/view';
import { referencesIn, withReferences, type NewReferences, type TextReferences } from './text-references.ts';

interface Options {
  /** Makes usable here what the text names; null when that failed, and was said. */
  bring: (references: TextReferences) => Promise<NewReferences | null>;
  /** Told what readers here cannot have. */
  onLost: (lost: { pictures: number; links: number }) => void;
}

/**
 * Text may come from another course or campaign, whose files and lessons nobody here can open. Text that names any is
 * put in as soon as the engine has said what they are called here: a moment later than other text.
 */
export const TextFromElsewhere = Extension.create<Options>({
  name: 'textFromElsewhere',
  // Before whatever takes a paste as it is.
  priority: 1_000,
  addOptions: () => ({ bring: async () => null, onLost: () => undefined }),
  addProseMirrorPlugins() {
    const { bring, onLost } = this.options;
    /** Goes through here once more on its way into the text. */
    const brought = new WeakSet<Slice>();

    const hold = (view: EditorView, slice: Slice, event: ClipboardEvent | DragEvent): boolean => {
      const references = referencesIn(slice);
      if (brought.has(slice) || references.materialIds.length + references.lessonIds.length === 0)
        return false;
      void bring(references).then((found) => {
        if (found === null || view.isDestroyed || !view.editable) return;
        const { slice: rewritten, lostPictures, lostLinks } = withReferences(slice, found);
        brought.add(rewritten);
        paste(view, rewritten, event);
        if (lostPictures + lostLinks > 0) onLost({ pictures: lostPictures, links: lostLinks });
      });
      return true;
    };
    return [
      new Plugin({
        props: {
          handlePaste: (view, event, slice) => hold(view, slice, event),
          handleDrop(view, event, slice) {
            // Dragged within the text: it names nothing new.
            if (view.dragging !== null || !hold(view, slice, event)) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (at) {
              const { doc, tr } = view.state;
              const position = dropPoint(doc, at.pos, slice) ?? at.pos;
              view.dispatch(tr.setSelection(Selection.near(doc.resolve(position))));
            }
            return true;
          },
        },
      }),
    ];
  },
});

/** As ProseMirror pastes. */
function paste(view: EditorView, slice: Slice, event: ClipboardEvent | DragEvent): void {
  if (view.someProp('handlePaste', (handle) => handle(view, event as ClipboardEvent, slice))) return;
  const isOne = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  const only = isOne ? slice.content.firstChild : null;
  const { tr } = view.state;
  const changed = only ? tr.replaceSelectionWith(only, false) : tr.replaceSelection(slice);
  view.dispatch(changed.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}
