import { useEffect, useState } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { followText, type FollowedText } from './follow-text.ts';

const RETRY_MS = 2_000;

/** Tells this window's changes from those of other windows. */
const WINDOW = crypto.randomUUID();

/** The document while the screen shows it. Leaving waits for nothing: what is unsaved is saved behind the scenes. */
export function useTextDocument(documentId: string): FollowedText & { retry: () => void } {
  const { engine } = useApp();
  const [attempt, setAttempt] = useState(0);
  const [text, setText] = useState<FollowedText>({ state: 'opening' });
  useEffect(() => {
    const stop = followText({ engine, documentId, origin: WINDOW, retryMs: RETRY_MS }, setText);
    return () => {
      stop();
      setText({ state: 'opening' });
    };
  }, [attempt, documentId, engine]);
  return { ...text, retry: () => setAttempt((present) => present + 1) };
}
