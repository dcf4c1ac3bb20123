import { useEffect, useState } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { openTextDocument, type TextDocument } from './text-document.ts';

const RETRY_MS = 2_000;

/** Tells this window's changes from those of other windows. */
const WINDOW = crypto.randomUUID();

export type OpenState =
  | { readonly state: 'opening' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'open'; readonly document: TextDocument };

/** The document while the screen shows it. Leaving waits for nothing: what is unsaved is saved behind the scenes. */
export function useTextDocument(documentId: string): OpenState & { retry: () => void } {
  const { engine } = useApp();
  const [attempt, setAttempt] = useState(0);
  const [opened, setOpened] = useState<OpenState>({ state: 'opening' });
  useEffect(() => {
    let isGone = false;
    let document: TextDocument | undefined;
    openTextDocument({ engine, documentId, origin: WINDOW, retryMs: RETRY_MS }).then(
      (loaded) => {
        document = loaded;
        if (isGone) loaded.close();
        else setOpened({ state: 'open', document: loaded });
      },
      (error: unknown) => isGone || setOpened({ state: 'failed', error }),
    );
    return () => {
      isGone = true;
      document?.close();
      setOpened({ state: 'opening' });
    };
  }, [attempt, documentId, engine]);
  return { ...opened, retry: () => setAttempt((present) => present + 1) };
}
