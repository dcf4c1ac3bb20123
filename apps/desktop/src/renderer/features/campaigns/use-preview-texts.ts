import { useEffect, useState } from 'react';
import * as Y from 'yjs';
import { readDocumentForDisplay } from '@educrowd/shared/content/content-for-display';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import { readContent } from '@educrowd/shared/content/yjs-document';
import { useApp } from '../../app/app-context.tsx';
import { followText } from '../editor/follow-text.ts';

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
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const show = (documentId: string, ydoc: Y.Doc) =>
      setTexts((present) => new Map(present).set(documentId, contentOf(ydoc)));
    const follow = (documentId: string, ydoc: Y.Doc) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      show(documentId, ydoc);
      ydoc.on('update', () => {
        if (timer !== undefined) timers.delete(timer);
        clearTimeout(timer);
        timer = setTimeout(() => show(documentId, ydoc), QUIET_MS);
        timers.add(timer);
      });
    };
    const stops = (key === '' ? [] : key.split(' ')).map((documentId) =>
      followText({ engine, documentId, origin: ORIGIN, retryMs: RETRY_MS }, (text) => {
        // The editor beside it says why a text cannot be opened; a preview without it is shown meanwhile.
        if (text.state === 'open') follow(documentId, text.document.ydoc);
      }),
    );
    return () => {
      for (const timer of timers) clearTimeout(timer);
      for (const stop of stops) stop();
      setTexts(new Map());
    };
  }, [engine, key]);
  return texts;
}

function contentOf(ydoc: Y.Doc): ContentDoc {
  const content = readContent(ydoc);
  return content.ok ? content.value : readDocumentForDisplay(Y.encodeStateAsUpdate(ydoc));
}
