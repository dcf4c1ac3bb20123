/**
 * One open text. Every change of the Yjs document goes to the engine at once and counts as saved when the engine has
 * answered; changes that come while an answer is due travel together in the next call. What could not be saved stays in
 * memory, is said to the person and tried again. Changes of others arrive as events.
 */
import * as Y from 'yjs';
import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import type { EngineConnection } from '../../app/engine-connection.ts';
import { createStore, type Store } from '../../app/store.ts';

export interface TextDocument {
  readonly ydoc: Y.Doc;
  readonly readOnly: boolean;
  /** Why the latest typing is not on the disk; null while everything is, or is just about to be. */
  readonly saveFailure: Store<unknown>;
  /** Resolves when everything typed so far is on the disk. */
  settled(): Promise<void>;
  close(): void;
}

interface Options {
  engine: EngineConnection;
  documentId: string;
  /** Names this window, so that its own changes are not sent back to it. */
  origin: string;
  retryMs: number;
}

const REMOTE = 'engine';

export async function openTextDocument({
  engine,
  documentId,
  origin,
  retryMs,
}: Options): Promise<TextDocument> {
  const { documents } = engine.client;
  const ydoc = new Y.Doc();
  const apply = (update: string) => Y.applyUpdate(ydoc, base64ToBytes(update), REMOTE);
  // Listening before opening: what happens in between arrives twice rather than never, and twice is harmless.
  const stopListening = engine.listen((event) => {
    if (event.type === 'document' && event.documentId === documentId && event.origin !== origin)
      apply(event.update);
  });
  const opened = await documents.open({ documentId }).catch((error: unknown) => {
    stopListening();
    throw error;
  });
  apply(opened.state);

  const saver = createSaver(
    (update) => documents.append({ documentId, update: bytesToBase64(update), origin }),
    retryMs,
  );
  const onUpdate = (update: Uint8Array, from: unknown) => {
    if (from !== REMOTE) saver.save(update);
  };
  ydoc.on('update', onUpdate);

  // After a lost connection events may be missing: the whole state brings them, ours are sent again by the saver.
  const stopWatching = engine.connection.subscribe(() => {
    if (engine.connection.get() !== 'connected') return;
    void documents.open({ documentId }).then(
      ({ state }) => apply(state),
      () => undefined,
    );
    saver.retryNow();
  });

  // The window goes: what waits for an answer goes along now. Browsers finish what is on its way.
  const flush = () => saver.flush();
  globalThis.addEventListener?.('pagehide', flush);

  return {
    ydoc,
    readOnly: opened.readOnly,
    saveFailure: saver.failure,
    settled: saver.settled,
    close() {
      stopListening();
      stopWatching();
      globalThis.removeEventListener?.('pagehide', flush);
      // The last changes are still being saved; only then may the document go.
      void saver.settled().then(() => ydoc.destroy());
      ydoc.off('update', onUpdate);
    },
  };
}

function createSaver(append: (update: Uint8Array) => Promise<void>, retryMs: number) {
  const failure = createStore<unknown>(null);
  let unsaved: Uint8Array[] = [];
  let run: Promise<void> | null = null;
  let wake: () => void = () => undefined;

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, retryMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const saveAll = async () => {
    while (unsaved.length > 0) {
      const sending = unsaved;
      const update = sending.length === 1 && sending[0] ? sending[0] : Y.mergeUpdates(sending);
      try {
        await append(update);
        unsaved = unsaved.slice(sending.length);
        failure.set(null);
      } catch (error) {
        failure.set(error);
        await pause();
      }
    }
    run = null;
  };
  return {
    failure,
    save(update: Uint8Array) {
      unsaved = [...unsaved, update];
      run ??= saveAll();
    },
    settled: async () => run ?? undefined,
    /** Sends everything in one call, also what is being sent: alone it might build on what has not arrived. */
    flush() {
      if (unsaved.length > 0)
        void append(Y.mergeUpdates(unsaved)).catch((error: unknown) => failure.set(error));
    },
    retryNow: () => wake(),
  };
}
