import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Editor, Range } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { Placeholder } from '@tiptap/extension-placeholder';
import { EditorContent, useEditor } from '@tiptap/react';
import { CONTENT_FRAGMENT } from '@educrowd/shared/content/yjs-document';
import type { ContentHome } from '../../../ipc/materials.ts';
import { addPicture } from '../../app/add-picture.ts';
import { useApp, type App } from '../../app/app-context.tsx';
import { choosePictures } from '../../app/choose-files.ts';
import { useAct } from '../../app/use-act.ts';
import { createStore } from '../../app/store.ts';
import { blockKinds, type BlockKind } from './blocks.ts';
import { BubbleToolbar, type BubbleMode } from './bubble-toolbar.tsx';
import { createEditingKeys } from './editing-keys.ts';
import { EmbedDialog } from './embed-dialog.tsx';
import type { TextDocument } from './text-document.ts';
import { createEditorExtensions } from './node-views.ts';
import { PastedHtml } from './pasted-html.ts';
import { insertPictures, Pictures, type KeepPicture } from './pictures.ts';
import { SlashList } from './slash-list.tsx';
import { createSlashMenu, type SlashState } from './slash-menu.ts';
import { TextFromElsewhere } from './text-from-elsewhere.ts';
import { TableMenu } from './table-menu.tsx';
import { WritingSpace } from './writing-space.tsx';

const EMPTY = { type: 'doc', content: [{ type: 'paragraph' }] };

interface TextEditorProps {
  document: TextDocument;
  home: ContentHome;
  /** Names the text for those who cannot see where it stands. */
  label: string;
  /** Nothing can be typed while the text is not here, or not known to be the one that is stored. */
  isUsable: boolean;
  /** Called with the editor once it can be focused. */
  onReady: (editor: Editor) => void;
}

/** A text that can be written. Whatever changes in it is on its way to the disk in the same moment. */
export function TextEditor({ document, home, label, isUsable, onReady }: TextEditorProps) {
  const app = useApp();
  const { t } = app;
  const act = useAct();
  const keep = useKeepPicture(app, home);
  const [embedAt, setEmbedAt] = useState<Range | null>(null);
  const [parts] = useState(() => ({
    slash: createStore<SlashState | null>(null),
    bubble: createStore<BubbleMode>('marks'),
  }));

  const editor = useEditor(
    {
      injectCSS: false,
      // React draws around the text, never because of it.
      shouldRerenderOnTransaction: false,
      // Replaced at once by the document. Not left out: TipTap would parse an empty string, as HTML.
      content: EMPTY,
      extensions: [
        ...createEditorExtensions(({ code }) =>
          app.showToast({
            text: t(code === 'too_deep' ? 'editor.refusedTooDeep' : 'editor.refusedTooLong'),
            tone: 'danger',
          }),
        ),
        Collaboration.configure({ document: document.ydoc, field: CONTENT_FRAGMENT }),
        Placeholder.configure({ placeholder: t('editor.placeholder') }),
        TextFromElsewhere.configure({
          bring: (references) => act(() => app.engine.client.materials.bring({ home, ...references })),
          onLost: ({ pictures, links }) => {
            if (pictures > 0) app.showToast({ text: t('editor.pastedPicturesLost', { n: pictures }) });
            if (links > 0) app.showToast({ text: t('editor.pastedLinksLost', { n: links }) });
          },
        }),
        Pictures.configure({ keep }),
        PastedHtml.configure({
          keep,
          onUnreadable: (n) => app.showToast({ text: t('editor.picturesUnreadable', { n }) }),
        }),
        createEditingKeys({ onLink: () => parts.bubble.set('link') }),
        createSlashMenu({
          t,
          state: parts.slash,
          kinds: [...blockKinds, ...askingKinds({ keep, onEmbed: setEmbedAt })],
        }),
      ],
      editorProps: { attributes: attributesOf(label, true) },
      onSelectionUpdate: () => parts.bubble.set('marks'),
    },
    [document],
  );
  useEffect(() => onReady(editor), [editor, onReady]);
  useLayoutEffect(
    () =>
      editor.setOptions({ editable: isUsable, editorProps: { attributes: attributesOf(label, isUsable) } }),
    [editor, isUsable, label],
  );
  const overlay = useRef<HTMLDivElement>(null);
  const container = useCallback(() => overlay.current ?? globalThis.document.body, []);

  return (
    <>
      <EditorContent editor={editor} />
      {isUsable && <WritingSpace editor={editor} />}
      <div ref={overlay} />
      <BubbleToolbar editor={editor} mode={parts.bubble} container={container} />
      <TableMenu editor={editor} container={container} />
      <SlashList editor={editor} state={parts.slash} />
      {embedAt && (
        <EmbedDialog
          onAdd={(attrs) => editor.chain().focus().insertContentAt(embedAt, { type: 'embed', attrs }).run()}
          onClose={() => setEmbedAt(null)}
        />
      )}
    </>
  );
}

const attributesOf = (label: string, isUsable: boolean): Record<string, string> => ({
  class: 'lesson-text',
  role: 'textbox',
  'aria-multiline': 'true',
  'aria-label': label,
  'aria-readonly': String(!isUsable),
});

function useKeepPicture(app: App, home: ContentHome): KeepPicture {
  const act = useAct();
  return useMemo(
    () => async (file) => {
      const added = await act(() => addPicture(app, home, file));
      if (added) app.announce(app.t('editor.pictureAdded'));
      return added;
    },
    [act, app, home],
  );
}

/** Blocks that ask for something before they can stand in the text. */
function askingKinds({ keep, onEmbed }: { keep: KeepPicture; onEmbed: (at: Range) => void }): BlockKind[] {
  const choose = async (editor: Editor) => {
    const files = await choosePictures({ multiple: true });
    await insertPictures(editor, files, { keep, position: editor.state.selection.to });
  };
  return [
    {
      id: 'picture',
      name: 'editor.picture',
      icon: 'picture',
      also: 'image photo figure',
      insert: (editor, range) => {
        editor.chain().focus().deleteRange(range).run();
        void choose(editor);
      },
    },
    {
      id: 'embed',
      name: 'editor.embed',
      icon: 'video',
      also: 'embed youtube vimeo card',
      insert: (editor, range) => {
        editor.chain().focus().deleteRange(range).run();
        onEmbed({ from: range.from, to: range.from });
      },
    },
  ];
}
