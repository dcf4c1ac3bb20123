import { join } from 'node:path';
import { createFileTokenStore, type TokenStore } from './token-store.ts';

/** The keychain of the system as the process that may use it hands it over. */
export interface Keychain {
  /** What it had when the engine started, by workspace. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Workspaces whose sign-in it has, but did not give: it is locked, or another one by now. */
  readonly locked: readonly string[];
  /** False where there is no keychain: then a sign-in lasts until the app is quit, and is never written down. */
  readonly keepsTokens: boolean;
  /** Told of every change. */
  readonly onToken: (workspaceId: string, token: string | null) => void;
  /** Asks for those that are locked once more; what it gives then goes to `KeychainTokens.give`. */
  readonly askAgain: () => void;
}

export interface KeychainTokens {
  readonly tokensOf: (workspaceId: string, folder: string) => TokenStore;
  /** Takes over those that were locked until now. */
  readonly give: (tokens: Readonly<Record<string, string>>) => void;
}

/** The token of each workspace, in memory here and in the keychain. A file with one, of the browser host, is taken over. */
export function createKeychainTokens(keychain: Keychain): KeychainTokens {
  const tokens = new Map(Object.entries(keychain.tokens));
  const locked = new Set(keychain.locked);
  const storeOf = (workspaceId: string): TokenStore => ({
    read: () => tokens.get(workspaceId) ?? null,
    isLocked: () => locked.has(workspaceId),
    write: (token) => {
      locked.delete(workspaceId);
      tokens.set(workspaceId, token);
      keychain.onToken(workspaceId, token);
    },
    clear: () => {
      const had = [tokens.delete(workspaceId), locked.delete(workspaceId)];
      if (had.includes(true)) keychain.onToken(workspaceId, null);
    },
  });
  return {
    tokensOf: (workspaceId, folder) => {
      const store = storeOf(workspaceId);
      const file = createFileTokenStore(join(folder, 'token'));
      const inFile = file.read();
      if (inFile !== null) {
        if (store.read() === null) store.write(inFile);
        file.clear();
      }
      return store;
    },
    give: (given) => {
      for (const [workspaceId, token] of Object.entries(given))
        if (locked.delete(workspaceId)) tokens.set(workspaceId, token);
    },
  };
}
