import { useMemo } from 'react';
import * as Y from 'yjs';
import { EditorContent, useEditor } from '@tiptap/react';
import { readDocumentForDisplay } from '@educrowd/shared/content/content-for-display';
import type { TextDocument } from './text-document.ts';
import { createEditorExtensions } from './node-views.ts';

/**
 * A text that needs a newer app, as far as this one knows it. It is a copy: an editor bound to the document itself
 * would delete what it does not know, for everybody.
 */
export function TextReader({ document, label }: { document: TextDocument; label: string }) {
  const content = useMemo(() => readDocumentForDisplay(Y.encodeStateAsUpdate(document.ydoc)), [document]);
  const editor = useEditor(
    {
      injectCSS: false,
      editable: false,
      extensions: createEditorExtensions(() => undefined),
      content,
      editorProps: {
        attributes: { class: 'lesson-text', 'aria-label': label, role: 'document' },
      },
    },
    [content],
  );
  return <EditorContent editor={editor} />;
}
