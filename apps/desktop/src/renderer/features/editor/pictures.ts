import { Extension, type Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { must } from '@educrowd/shared/primitives/assert';
import { holdPlace } from './held-place.ts';

export type KeepPicture = (file: File) => Promise<{ materialId: string } | null>;

interface PictureOptions {
  keep: KeepPicture;
}

/** Picture files that are pasted or dropped in are kept with the course and stand where they were put. */
export const Pictures = Extension.create<PictureOptions>({
  name: 'pictures',
  addOptions: () => ({ keep: async () => null }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const { keep } = this.options;
    const insertFiles = (data: DataTransfer | null, position: number): boolean => {
      const files = [...(data?.files ?? [])];
      if (files.length === 0) return false;
      void insertPictures(editor, files, { keep, position });
      return true;
    };
    return [
      new Plugin({
        props: {
          handlePaste(view, { clipboardData }, slice) {
            const html = clipboardData?.getData('text/html') ?? '';
            // Spreadsheets and others give a picture of the text that they give as well.
            if (html !== '' && slice.size > 0) return false;
            return insertFiles(clipboardData, view.state.selection.to);
          },
          handleDrop(view, event) {
            // Dragged within the text: ProseMirror moves it.
            if (view.dragging !== null) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
            return insertFiles(event.dataTransfer, at?.pos ?? view.state.selection.to);
          },
        },
      }),
    ];
  },
});

/** Keeps them one after the other and puts them in together, in the order in which they came. */
export async function insertPictures(
  editor: Editor,
  files: readonly File[],
  { keep, position }: { keep: KeepPicture; position: number },
): Promise<void> {
  const place = holdPlace(editor, { from: position, to: position });
  const type = must(editor.schema.nodes.image, 'pictures exist');
  const pictures: Node[] = [];
  for (const file of files) {
    const added = await keep(file);
    if (added) pictures.push(type.create({ materialId: added.materialId, alt: '' }));
  }
  const { to } = place.release();
  if (pictures.length === 0 || editor.isDestroyed) return;
  editor.view.dispatch(editor.state.tr.insert(blockBoundary(editor, to), pictures));
}

/** The end of the outermost block at a position: a picture is a block of its own. */
function blockBoundary({ state }: Editor, position: number): number {
  const resolved = state.doc.resolve(position);
  return resolved.depth === 0 ? position : resolved.after(1);
}
