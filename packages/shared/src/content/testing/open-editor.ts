import { Editor, Extension } from '@tiptap/core';
import type { EditorState, Plugin, PluginView, Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPlugin } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { contentExtensions } from '../content-schema.ts';
import { CONTENT_FRAGMENT, loadDocument, type StoredUpdates } from '../yjs-document.ts';

/**
 * The editor with all its plugins, bound to a document as on the screen. Node has no screen: in the place of
 * ProseMirror's view stands what the plugins ask it for, its state and its dispatch.
 */
export function openEditor(stored: StoredUpdates) {
  const document = loadDocument(stored);
  const sync: Plugin = ySyncPlugin(document.getXmlFragment(CONTENT_FRAGMENT));
  const binding = Extension.create({ name: 'binding', addProseMirrorPlugins: () => [sync] });
  const editor = new Editor({
    element: null,
    extensions: [...contentExtensions, binding],
    content: { type: 'doc', content: [{ type: 'paragraph' }] },
  });
  const shown: PluginView[] = [];
  const view = {
    state: editor.state.reconfigure({ plugins: editor.extensionManager.plugins }),
    hasFocus: () => true,
    dispatch(transaction: Transaction) {
      const before = view.state;
      view.state = before.applyTransaction(transaction).state;
      for (const each of shown) each.update?.(view as unknown as EditorView, before);
    },
  };
  shown.push(sync.spec.view?.(view as unknown as EditorView) ?? {});
  return {
    document,
    get state(): EditorState {
      return view.state;
    },
    dispatch: (transaction: Transaction): void => view.dispatch(transaction),
    receive: (update: Uint8Array): void => Y.applyUpdate(document, update),
    /** Everything the document holds, as bytes that are equal for equal documents. */
    stored: (): Uint8Array => Y.encodeStateAsUpdate(document),
  };
}
