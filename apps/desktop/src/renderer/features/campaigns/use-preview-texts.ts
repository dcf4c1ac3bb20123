import { useEffect, useState } from 'react';
import * as Y from 'yjs';
import { readDocumentForDisplay } from '@educrowd/shared/content/content-for-display';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import { readContent } from '@educrowd/shared/content/yjs-document';
import { useApp } from '../../app/app-context.tsx';
import { openTextDocument, type TextDocument } from '../editor/text-document.ts';

/** Not the name of any window: the preview hears what this very window writes, too. */
const ORIGIN = 'preview';
const RETRY_MS = 2_000;
/** So long after the last keystroke a text is read out again. */
const QUIET_MS = 120;

/** Texts as they are at present, by the id of their document; those that are being opened are missing. */
export function usePreviewTexts(documentIds: readonly string[]): ReadonlyMap<string, ContentDoc> {
  const { engine } = useApp();
  const [texts, setTexts] = useState<ReadonlyMap<string, ContentDoc>>(new Map());
  const key = documentIds.join(' ');
  useEffect(() => {
    let isGone = false;
    const opened: TextDocument[] = [];
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const show = (documentId: string, ydoc: Y.Doc) =>
      setTexts((present) => new Map(present).set(documentId, contentOf(ydoc)));
    const follow = (documentId: string, document: TextDocument) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      show(documentId, document.ydoc);
      document.ydoc.on('update', () => {
        if (timer !== undefined) timers.delete(timer);
        clearTimeout(timer);
        timer = setTimeout(() => show(documentId, document.ydoc), QUIET_MS);
        timers.add(timer);
      });
    };
    for (const documentId of key === '' ? [] : key.split(' ')) {
      openTextDocument({ engine, documentId, origin: ORIGIN, retryMs: RETRY_MS }).then(
        (document) => {
          opened.push(document);
          if (isGone) document.close();
          else follow(documentId, document);
        },
        // The editor beside it says why a text cannot be opened; a preview without it is shown meanwhile.
        () => undefined,
      );
    }
    return () => {
      isGone = true;
      for (const timer of timers) clearTimeout(timer);
      for (const document of opened) document.close();
      setTexts(new Map());
    };
  }, [engine, key]);
  return texts;
}

function contentOf(ydoc: Y.Doc): ContentDoc {
  const content = readContent(ydoc);
  return content.ok ? content.value : readDocumentForDisplay(Y.encodeStateAsUpdate(ydoc));
}
