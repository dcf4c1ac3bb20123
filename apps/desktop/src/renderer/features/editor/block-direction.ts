import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

const WITH_A_BEGINNING: ReadonlySet<string> = new Set(['bulletList', 'orderedList', 'blockquote']);

/**
 * Bullets and lines stand where the text of their block begins, as they will on the web pages (project-html.ts). It is
 * how the text is shown, and no part of the document.
 */
export const BlockDirection = Extension.create({
  name: 'blockDirection',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations({ doc }) {
          const found: Decoration[] = [];
          doc.descendants((node, position) => {
            if (WITH_A_BEGINNING.has(node.type.name))
              found.push(Decoration.node(position, position + node.nodeSize, { dir: 'auto' }));
            return !node.isTextblock;
          });
          return DecorationSet.create(doc, found);
        },
      },
    }),
  ],
});
