import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { connectEngine, type ConnectionState, type EngineTransport } from '../../app/engine-connection.ts';
import { EngineFailure } from '../../app/engine-failure.ts';
import { createStore } from '../../app/store.ts';
import type { EngineEvent } from '../../../ipc/events.ts';
import { openTextDocument, type TextDocument } from './text-document.ts';

const documentId = '01980000-0000-7000-8000-000000000001';
const open: TextDocument[] = [];
afterEach(() => open.splice(0).forEach((each) => each.close()));

/** The outside of the renderer: a peer that keeps what it is sent and can refuse or hold it. */
function createPeer() {
  const kept = new Y.Doc();
  const listeners = new Set<(event: EngineEvent) => void>();
  const connection = createStore<ConnectionState>('connected');
  const peer = {
    kept,
    appends: 0,
    answer: async (): Promise<void> => undefined,
    connection,
    tell: (event: EngineEvent) => listeners.forEach((listener) => listener(event)),
  };
  const transport: EngineTransport = {
    connection,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async call(_feature, procedure, input) {
      if (procedure === 'open') {
        return { documentId, state: bytesToBase64(Y.encodeStateAsUpdate(kept)), readOnly: false };
      }
      peer.appends++;
      await peer.answer();
      const update = base64ToBytes((input as { update: string }).update);
      if (buildsOnMissing(kept, update)) {
        throw new EngineFailure({ code: 'INVALID', message: 'builds on changes that are not here' });
      }
      Y.applyUpdate(kept, update);
      return { isInText: true };
    },
  };
  return { peer, engine: connectEngine(transport) };
}

/** As the engine judges it: nothing may be left waiting for what comes before it. */
function buildsOnMissing(kept: Y.Doc, update: Uint8Array): boolean {
  const tried = new Y.Doc();
  Y.applyUpdate(tried, Y.encodeStateAsUpdate(kept));
  Y.applyUpdate(tried, update);
  return tried.store.pendingStructs !== null || tried.store.pendingDs !== null;
}

async function openDocument(engine: ReturnType<typeof createPeer>['engine'], origin = 'here') {
  const document = await openTextDocument({ engine, documentId, origin, retryMs: 5 });
  open.push(document);
  return document;
}
const textOf = (doc: Y.Doc) => doc.getText('t').toString();

test('every change is sent at once; those typed meanwhile travel together', async () => {
  const { peer, engine } = createPeer();
  const gate = Promise.withResolvers<void>();
  peer.answer = () => gate.promise;
  const { ydoc, settled } = await openDocument(engine);
  for (const letter of 'hello') ydoc.getText('t').insert(textOf(ydoc).length, letter);
  expect(peer.appends).toBe(1);
  gate.resolve();
  await settled();
  expect(peer.appends).toBe(2);
  expect(textOf(peer.kept)).toBe('hello');
});

test('what could not be saved is said, kept and tried again', async () => {
  const { peer, engine } = createPeer();
  const full = new EngineFailure({ code: 'DISK_FULL', message: 'disk full' });
  let refusals = 2;
  const seen: unknown[] = [];
  peer.answer = async () => {
    if (refusals-- > 0) throw full;
  };
  const document = await openDocument(engine);
  document.saveFailure.subscribe(() => seen.push(document.saveFailure.get()));
  document.ydoc.getText('t').insert(0, 'a');
  document.ydoc.getText('t').insert(1, 'b');
  await document.settled();
  expect(seen).toEqual([full, null]);
  expect(textOf(peer.kept)).toBe('ab');
});

test('changes of others arrive and are not sent back', async () => {
  const { peer, engine } = createPeer();
  const { ydoc, settled } = await openDocument(engine);
  const other = new Y.Doc();
  other.getText('t').insert(0, 'theirs');
  const update = bytesToBase64(Y.encodeStateAsUpdate(other));
  peer.tell({ type: 'document', documentId, update, origin: 'sync' });
  await settled();
  expect(textOf(ydoc)).toBe('theirs');
  expect(peer.appends).toBe(0);
});

test('after a lost connection the missed changes are fetched and ours are sent', async () => {
  const { peer, engine } = createPeer();
  const document = await openDocument(engine);
  peer.connection.set('lost');
  peer.answer = async () => Promise.reject(new Error('gone'));
  document.ydoc.getText('t').insert(0, 'mine');
  peer.kept.getText('t').insert(0, 'missed ');
  peer.answer = async () => undefined;
  const caughtUp = new Promise<void>((resolve) => {
    document.ydoc.on('update', () => textOf(document.ydoc).includes('missed') && resolve());
  });
  peer.connection.set('connected');
  await caughtUp;
  await document.settled();
  expect(textOf(peer.kept)).toBe(textOf(document.ydoc));
  expect(textOf(document.ydoc)).toContain('mine');
});

test('what died unanswered with the engine is sent again, before what was typed after it', async () => {
  const { peer, engine } = createPeer();
  const document = await openDocument(engine);
  const type = (letters: string) => document.ydoc.getText('t').insert(textOf(document.ydoc).length, letters);
  type('kept ');
  await document.settled();
  const seen: unknown[] = [];
  document.saveFailure.subscribe(() => seen.push(document.saveFailure.get()));

  const died = Promise.withResolvers<void>();
  peer.answer = () => died.promise;
  type('lost ');
  type('waiting ');
  peer.connection.set('lost');
  died.reject(new Error('the engine ended'));
  peer.answer = async () => undefined;
  peer.connection.set('connected');
  type('typed after');
  await document.settled();
  expect(textOf(peer.kept)).toBe('kept lost waiting typed after');
  // It was never refused for coming in the wrong order.
  expect(seen).not.toContainEqual(expect.objectContaining({ code: 'INVALID' }));
  expect(document.saveFailure.get()).toBeNull();
});
