import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { picturesOf } from './pasted-pictures.ts';

export type KeepPicture = (file: File) => Promise<{ materialId: string } | null>;

interface PictureOptions {
  keep: KeepPicture;
  /** Told how many pictures of a pasted text cannot be had. */
  onUnreadable: (count: number) => void;
}

/** Pictures that are pasted or dropped in are kept with the course and stand where they were put. */
export const Pictures = Extension.create<PictureOptions>({
  name: 'pictures',
  addOptions: () => ({ keep: async () => null, onUnreadable: () => undefined }),
  addProseMirrorPlugins() {
    const { keep, onUnreadable } = this.options;
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            const html = event.clipboardData?.getData('text/html') ?? '';
            if (html === '')
              return insertFiles(view, event.clipboardData, { keep, position: view.state.selection.to });
            const { files, unreadable } = picturesOf(html);
            // After the text, which is pasted when this has answered.
            queueMicrotask(
              () => void insertPictures(view, files, { keep, position: view.state.selection.to }),
            );
            if (unreadable > 0) onUnreadable(unreadable);
            return false;
          },
          handleDrop(view, event) {
            // Dragged within the text: ProseMirror moves it.
            if (view.dragging !== null) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            return insertFiles(view, event.dataTransfer, {
              keep,
              position: at?.pos ?? view.state.selection.to,
            });
          },
        },
      }),
    ];
  },
});

function insertFiles(
  view: EditorView,
  data: DataTransfer | null,
  at: { keep: KeepPicture; position: number },
): boolean {
  const files = [...(data?.files ?? [])];
  if (files.length === 0) return false;
  void insertPictures(view, files, at);
  return true;
}

/** One after the other, so that they stand in the order in which they came. */
export async function insertPictures(
  view: EditorView,
  files: readonly File[],
  { keep, position }: { keep: KeepPicture; position: number },
): Promise<void> {
  for (const file of files.toReversed()) {
    const added = await keep(file);
    const type = view.state.schema.nodes.image;
    if (!added || !type || view.isDestroyed) continue;
    const at = Math.min(position, view.state.doc.content.size);
    const alt = '';
    view.dispatch(
      view.state.tr.insert(blockBoundary(view, at), type.create({ materialId: added.materialId, alt })),
    );
  }
}

/** The end of the outermost block at a position: a picture is a block of its own. */
function blockBoundary(view: EditorView, position: number): number {
  const resolved = view.state.doc.resolve(position);
  return resolved.depth === 0 ? position : resolved.after(1);
}
