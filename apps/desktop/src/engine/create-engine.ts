/** The part of the app that works without a screen. Everything it depends on from outside is handed in. */
import { CONTENT_SCHEMA_VERSION } from '@educrowd/shared/content/content-schema';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineHandlers } from '../ipc/contract.ts';
import type { EngineEvent } from '../ipc/events.ts';
import { systemClock, type EngineClock } from './clock.ts';
import { createHandlers } from './handlers/create-handlers.ts';
import { uploadedSources, type MayImport } from './import/granted-sources.ts';
import { createImportJobs } from './import/import-jobs.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { createNetwork, type Network } from './network/create-network.ts';
import { createKeychainTokens, type Keychain } from './network/keychain-tokens.ts';
import { createFileTokenStore } from './network/token-store.ts';
import { createSession } from './session/session.ts';
import { createWorkspaceFolders } from './session/workspace-folders.ts';
import { openWorkspace } from './workspace.ts';

export interface EngineOptions {
  /** Everything that the engine keeps lies below it; made if absent. */
  readonly dataFolder: string;
  /** The school that first run proposes. */
  readonly defaultSchool?: string;
  /** Shown in Settings and in error reports. */
  readonly version: string;
  readonly log: (message: string, error?: unknown) => void;
  readonly network?: Network;
  readonly clock?: EngineClock;
  /** From 0 to below 1. */
  readonly random?: () => number;
  /** Without it, only uploads of the browser host may be. */
  readonly mayImport?: MayImport;
  /** Where sign-ins are kept; without one, each in a file in its workspace's folder. */
  readonly keychain?: Keychain;
}

export interface Engine {
  /** Input is taken as valid: a transport parses it first (`ipc/dispatch.ts`). */
  readonly handlers: EngineHandlers;
  /** Hears every event from now on; the answer ends that. */
  readonly subscribe: (listener: (event: EngineEvent) => void) => () => void;
  /** Sign-ins that the keychain has given since the start. */
  readonly giveSignIns: (tokens: Readonly<Record<string, string>>) => void;
  /** Resolves when nothing runs any more and all files are closed. */
  readonly close: () => Promise<void>;
}

/** Throws when another engine works in the folder already, or the folder cannot be written. */
export function createEngine(options: EngineOptions): Engine {
  const { dataFolder, version, log, clock = systemClock, random = Math.random } = options;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const unlock = lockDataFolder(dataFolder);
  const network = options.network ?? createNetwork({ clock });
  const { keychain } = options;
  const kept = keychain && createKeychainTokens(keychain);
  const tokensOf =
    kept?.tokensOf ?? ((_id: string, folder: string) => createFileTokenStore(join(folder, 'token')));
  const listeners = new Set<(event: EngineEvent) => void>();
  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const folders = createWorkspaceFolders(dataFolder, log);
  const session = createSession({
    folders,
    network,
    emit,
    log,
    keepsSignIn: keychain?.keepsTokens ?? true,
    askKeychain: () => keychain?.askAgain(),
    openWorkspace: (workspaceId) => {
      const folder = folders.folderOf(workspaceId);
      const tokens = tokensOf(workspaceId, folder);
      return openWorkspace({ folder, tokens, network, clock, random, emit, log });
    },
  });
  listeners.add(session.follow);
  const uploadFolder = join(dataFolder, 'uploads');
  const { mayImport = uploadedSources(uploadFolder) } = options;
  const jobs = createImportJobs({ clock, emit, log, uploadFolder });

  return {
    handlers: createHandlers({
      session,
      clock,
      emit,
      jobs,
      mayImport,
      about: () => ({
        version,
        dataFolder,
        contentSchema: CONTENT_SCHEMA_VERSION,
        defaultSchool: options.defaultSchool ?? null,
      }),
    }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    giveSignIns: (tokens) => {
      kept?.give(tokens);
      session.lookForSignIn();
    },
    close: async () => {
      await jobs.close();
      await session.close();
      await network.close();
      unlock();
    },
  };
}
