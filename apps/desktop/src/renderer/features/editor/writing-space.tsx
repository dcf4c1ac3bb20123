import type { Editor } from '@tiptap/core';
import { focusTextEnd } from './focus-text.ts';

/**
 * The empty page below the text. A click there goes on writing, also after a table or a picture, which have no line of
 * their own to go on in. For the mouse: with the keyboard, the arrow keys lead behind such a block.
 */
export function WritingSpace({ editor }: { editor: Editor }) {
  const write = () => {
    const { state, view } = editor;
    const paragraph = state.schema.nodes.paragraph;
    const isOpenEnded = state.doc.lastChild?.type === paragraph;
    if (!isOpenEnded && paragraph) view.dispatch(state.tr.insert(state.doc.content.size, paragraph.create()));
    focusTextEnd(editor);
  };
  return (
    <div
      aria-hidden="true"
      className="min-h-40 cursor-text"
      onMouseDown={(event) => event.preventDefault()}
      onClick={write}
    />
  );
}
