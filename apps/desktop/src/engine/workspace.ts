/** One open workspace: its file, its folder of blobs, and the sync with its school. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineEvent } from '../ipc/events.ts';
import type { EngineClock } from './clock.ts';
import { describeStorageFailure } from './describe-failure.ts';
import { createFileStore, type FileStore } from './materials/blob-files.ts';
import { createMaterials, type Materials } from './materials/material-files.ts';
import type { Network, SchoolConnection } from './network/create-network.ts';
import type { TokenStore } from './network/token-store.ts';
import { createDocuments, type Documents } from './store/documents.ts';
import { createLocalWriter, type LocalWriter } from './store/local-write.ts';
import { openStore, type Store } from './store/open-store.ts';
import { createTextIndex } from './store/text-index.ts';
import { createSyncRunner, type SyncRunner } from './sync/sync-runner.ts';
import { createTextRefresher, type TextRefresher } from './text-refresher.ts';
import { createRoleKeeper } from './workspace-roles.ts';
import {
  readIdentity,
  writeIdentity,
  type SchoolIdentity,
  type WorkspaceIdentity,
} from './workspace-identity.ts';

export interface Workspace {
  readonly folder: string;
  readonly identity: () => WorkspaceIdentity;
  readonly store: Store;
  readonly writer: LocalWriter;
  readonly documents: Documents;
  readonly texts: TextRefresher;
  readonly files: FileStore;
  readonly materials: Materials;
  /** Another one after every `reconnect`. */
  readonly sync: () => SyncRunner;
  /** The school as this account reaches it; null for work on this computer alone. */
  readonly school: () => SchoolConnection | null;
  readonly tokens: TokenStore;
  /** Starts sync anew, after the school or the sign-in has changed. */
  readonly reconnect: () => Promise<void>;
  /** Aborted when the workspace is about to close: what works on it has to end. */
  readonly closing: AbortSignal;
  /** Resolves when nothing of it runs any more and the file is closed. */
  readonly close: () => Promise<void>;
}

export interface WorkspaceOptions {
  readonly folder: string;
  readonly tokens: TokenStore;
  readonly network: Network;
  readonly clock: EngineClock;
  readonly random: () => number;
  readonly emit: (event: EngineEvent) => void;
  readonly log: (message: string, error?: unknown) => void;
}

export const databasePathOf = (folder: string): string => join(folder, 'workspace.sqlite');
/** For what an import unpacks. */
export const importFolderOf = (folder: string): string => join(folder, 'import');

/** Makes the file of a new workspace; nothing of it is left when that fails. */
export function createWorkspaceFile(folder: string, identity: WorkspaceIdentity): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const store = openStore(databasePathOf(folder));
    store.transaction(() => writeIdentity(store.state, identity));
    store.close();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Connects work of this computer to a school, or takes over what the school says of the account now. */
export const attachSchool = (
  { store }: Pick<Workspace, 'store'>,
  school: SchoolIdentity,
  displayName: string,
): void =>
  store.transaction(() => writeIdentity(store.state, { ...readIdentity(store.state), displayName, school }));

/** Opens a workspace and begins to sync it. Throws what `openStore` throws. */
export function openWorkspace(options: WorkspaceOptions): Workspace {
  const { folder, tokens, network, clock, emit, log } = options;
  const store = openStore(databasePathOf(folder));
  try {
    return assemble(store);
  } catch (error) {
    store.close();
    throw error;
  }

  function assemble(opened: Store): Workspace {
    const knownBlob = opened.db.prepare<[string], number>('select 1 from blob where sha256 = ?').pluck();
    const files = createFileStore(join(folder, 'blobs'), (sha256) => knownBlob.get(sha256) !== undefined);
    files.sweep();
    rmSync(importFolderOf(folder), { recursive: true, force: true });

    const closing = new AbortController();
    const documents = createDocuments(opened, log);
    const texts = createTextRefresher({ index: createTextIndex(opened, documents), clock, emit, log });
    const onEvent = (event: EngineEvent): void => {
      emit(event);
      // Sync may have brought texts that nobody has open.
      if (event.type === 'rows' && event.tables.includes('documents')) texts.schedule();
    };
    const connect = (): SchoolConnection | null => {
      const { school } = readIdentity(opened.state);
      return school && network.connect({ address: school.address, readToken: tokens.read });
    };
    let connection: SchoolConnection | null = null;
    const startSync = (): SyncRunner => {
      connection = connect();
      const roles =
        connection &&
        createRoleKeeper(connection, { ...options, state: opened.state, closing: closing.signal });
      const runner = createSyncRunner({
        ...options,
        store: opened,
        network: connection,
        files,
        emit: (event) => {
          onEvent(event);
          if (event.type === 'sync' && runner.status().pill.state === 'synced') void roles?.askOnce();
        },
      });
      runner.start();
      return runner;
    };
    let sync = startSync();
    const local = createLocalWriter({
      store: opened,
      now: clock.now,
      onCommitted: (events) => {
        for (const event of events) onEvent(event);
        texts.schedule();
        sync.noteLocalWrite();
      },
    });
    const writer: LocalWriter = {
      write: (work) => {
        try {
          return local.write(work);
        } catch (error) {
          const failure = describeStorageFailure(error);
          if (failure !== null) sync.noteWriteFailed(failure.message);
          throw error;
        }
      },
    };
    texts.schedule();
    return {
      folder,
      identity: () => readIdentity(opened.state),
      store: opened,
      writer,
      documents,
      texts,
      files,
      materials: createMaterials({ store: opened, writer, files }),
      sync: () => sync,
      school: () => connection,
      tokens,
      reconnect: async () => {
        await sync.stop();
        sync = startSync();
      },
      closing: closing.signal,
      close: async () => {
        closing.abort();
        texts.stop();
        await sync.stop();
        opened.close();
      },
    };
  }
}
