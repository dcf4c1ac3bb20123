/**
 * One open text. Every change of the Yjs document goes to the engine at once and counts as saved when the engine has
 * answered; changes that come while an answer is due travel together in the next call. What could not be saved stays in
 * memory, is said to the person and tried again. Changes of others arrive as events, and so does that the text went or
 * is another one by now: then nothing more is typed into it, and what was typed is put aside by the engine.
 */
import * as Y from 'yjs';
import { CONTENT_FRAGMENT } from '@educrowd/shared/content/yjs-document';
import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import type { EngineConnection } from '../../app/engine-connection.ts';
import { EngineFailure } from '../../app/engine-failure.ts';
import { createStore, type Store } from '../../app/store.ts';

/**
 * `usable`: it may be typed into, unless the text is read-only. `checked`: it is being compared with what is stored.
 * `gone`: the text is not here any more. `replaced`: what is stored is another text, to be opened anew.
 */
export type TextStanding =
  | { readonly state: 'usable' | 'checked' | 'replaced' }
  | { readonly state: 'gone'; readonly error: unknown };

export interface TextDocument {
  readonly ydoc: Y.Doc;
  readonly readOnly: boolean;
  readonly standing: Store<TextStanding>;
  /** Why the latest typing is not on the disk; null while everything is, or is just about to be. */
  readonly saveFailure: Store<unknown>;
  /** Resolves when everything typed so far is on the disk. */
  settled(): Promise<void>;
  close(): void;
}

export interface OpenOptions {
  engine: EngineConnection;
  documentId: string;
  /** Names this window, so that its own changes are not sent back to it. */
  origin: string;
  retryMs: number;
}

const REMOTE = 'engine';
const USABLE: TextStanding = { state: 'usable' };
const CHECKED: TextStanding = { state: 'checked' };
const REPLACED: TextStanding = { state: 'replaced' };

export async function openTextDocument({
  engine,
  documentId,
  origin,
  retryMs,
}: OpenOptions): Promise<TextDocument> {
  const { documents } = engine.client;
  const ydoc = new Y.Doc();
  const apply = (update: string) => Y.applyUpdate(ydoc, base64ToBytes(update), REMOTE);
  let renew = (): void => undefined;
  // Listening before opening: what happens in between arrives twice rather than never, and twice is harmless.
  const stopListening = engine.listen((event) => {
    if (event.type === 'document' && event.documentId === documentId && event.origin !== origin)
      apply(event.update);
    if (event.type === 'otherText' && event.documentIds.includes(documentId)) renew();
  });
  const opened = await documents.open({ documentId }).catch((error: unknown) => {
    stopListening();
    throw error;
  });
  apply(opened.state);

  const standing = createStore<TextStanding>(USABLE);
  const saver = createSaver(async (update) => {
    const { isInText } = await documents.append({ documentId, update: bytesToBase64(update), origin });
    if (!isInText) renew();
  }, retryMs);
  const onUpdate = (update: Uint8Array, from: unknown) => {
    if (from !== REMOTE) saver.save(update);
  };
  ydoc.on('update', onUpdate);

  /** What to think of the text now; null when it is only known that what is stored differs from what is shown. */
  const look = async (): Promise<TextStanding | null> => {
    try {
      const present = await documents.open({ documentId });
      if (opened.readOnly || present.readOnly || standing.get().state === 'gone') return REPLACED;
      apply(present.state);
      return isWhole(ydoc, base64ToBytes(present.state)) ? USABLE : null;
    } catch (error) {
      // Whoever cannot be reached is asked again with the next connection.
      return error instanceof EngineFailure && error.code === 'NOT_FOUND'
        ? { state: 'gone', error }
        : standing.get();
    }
  };
  /** What was typed a moment ago may not be stored yet, and only if nothing is typed meanwhile is all of it. */
  const check = async (): Promise<TextStanding> => {
    const first = await look();
    if (first !== null) return first;
    await saver.settled();
    const second = await look();
    if (second !== null) return second;
    standing.set(CHECKED);
    await saver.settled();
    return (await look()) ?? REPLACED;
  };
  renew = createRepeated(async () => standing.set(await check()));

  // After a lost connection events may be missing: the whole state brings them, ours are sent again by the saver.
  const stopWatching = engine.connection.subscribe(() => {
    if (engine.connection.get() !== 'connected') return;
    renew();
    saver.retryNow();
  });

  // The window goes: what waits for an answer goes along now. Browsers finish what is on its way.
  const flush = () => saver.flush();
  globalThis.addEventListener?.('pagehide', flush);

  return {
    ydoc,
    readOnly: opened.readOnly,
    standing,
    saveFailure: saver.failure,
    settled: saver.settled,
    close() {
      renew = () => undefined;
      stopListening();
      stopWatching();
      globalThis.removeEventListener?.('pagehide', flush);
      // The last changes are still being saved; only then may the document go.
      void saver.settled().then(() => ydoc.destroy());
      ydoc.off('update', onUpdate);
    },
  };
}

/** Whether the document shows exactly what is stored, and holds nothing that is not. `state` is in it already. */
function isWhole(ydoc: Y.Doc, state: Uint8Array): boolean {
  const stored = new Y.Doc();
  Y.applyUpdate(stored, state);
  const treeOf = (each: Y.Doc) => each.getXmlFragment(CONTENT_FRAGMENT).toString();
  const isIn = [...Y.decodeStateVector(Y.encodeStateVector(ydoc))].every(
    ([client, clock]) => Y.getState(stored.store, client) >= clock,
  );
  const isSame = isIn && treeOf(stored) === treeOf(ydoc);
  stored.destroy();
  return isSame;
}

/** Runs one at a time; whatever asks for it meanwhile gets another run afterwards. */
function createRepeated(work: () => Promise<void>): () => void {
  let wanted = false;
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    while (wanted) {
      wanted = false;
      await work();
    }
    isRunning = false;
  };
  return () => {
    wanted = true;
    if (!isRunning) void run();
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
