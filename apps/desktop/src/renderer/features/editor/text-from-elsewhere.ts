import { Extension } from '@tiptap/core';
import type { Slice } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { pasteLater, selectDropPoint } from './paste-later.ts';
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
    const { editor } = this;
    const { bring, onLost } = this.options;
    /** Goes through here once more on its way into the text. */
    const brought = new WeakSet<Slice>();

    const namesAny = (slice: Slice): boolean => {
      const { materialIds, lessonIds } = referencesIn(slice);
      return !brought.has(slice) && materialIds.length + lessonIds.length > 0;
    };
    const hold = (slice: Slice, event: ClipboardEvent | DragEvent): boolean => {
      if (!namesAny(slice)) return false;
      const ready = bring(referencesIn(slice)).then((found) => {
        if (found === null || editor.isDestroyed) return null;
        const { slice: rewritten, lostPictures, lostLinks } = withReferences(slice, found);
        brought.add(rewritten);
        if (lostPictures + lostLinks > 0) onLost({ pictures: lostPictures, links: lostLinks });
        return rewritten;
      });
      void pasteLater(editor, { event, ready });
      return true;
    };
    return [
      new Plugin({
        props: {
          handlePaste: (_view, event, slice) => hold(slice, event),
          handleDrop(view, event, slice) {
            // Dragged within the text: it names nothing new.
            if (view.dragging !== null || !namesAny(slice)) return false;
            selectDropPoint(view, event, slice);
            return hold(slice, event);
          },
        },
      }),
    ];
  },
});
