import type { Editor } from '@tiptap/core';

export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface HeldPlace {
  /** Where it is by now. It is not followed any further. */
  readonly release: () => Place;
}

/** Follows a place in a text in which people, here and elsewhere, go on writing. */
export function holdPlace(editor: Editor, { from, to }: Place): HeldPlace {
  const { utils } = editor;
  let [start, end] = [utils.createMappablePosition(from), utils.createMappablePosition(to)];
  const follow = ({ transaction }: { transaction: Parameters<typeof utils.getUpdatedPosition>[1] }): void => {
    start = utils.getUpdatedPosition(start, transaction).position;
    end = utils.getUpdatedPosition(end, transaction).position;
  };
  editor.on('transaction', follow);
  return {
    release: () => {
      editor.off('transaction', follow);
      const within = (position: number): number =>
        Math.max(0, Math.min(position, editor.state.doc.content.size));
      const [first, last] = [within(start.position), within(end.position)];
      return { from: Math.min(first, last), to: Math.max(first, last) };
    },
  };
}
