import { join } from 'node:path';
import { createFileTokenStore, type TokenStore } from './token-store.ts';

/** The keychain of the system as the process that may use it hands it over. */
export interface Keychain {
  /** What it had when the engine started, by workspace. */
  readonly tokens: Readonly<Record<string, string>>;
  /** False where there is no keychain: then a sign-in lasts until the app is quit, and is never written down. */
  readonly keepsTokens: boolean;
  /** Told of every change. */
  readonly onToken: (workspaceId: string, token: string | null) => void;
}

/** The token of each workspace, in memory here and in the keychain. A file with one, of the browser host, is taken over. */
export function createKeychainTokens(
  keychain: Keychain,
): (workspaceId: string, folder: string) => TokenStore {
  const tokens = new Map(Object.entries(keychain.tokens));
  return (workspaceId, folder) => {
    const store: TokenStore = {
      read: () => tokens.get(workspaceId) ?? null,
      write: (token) => {
        tokens.set(workspaceId, token);
        keychain.onToken(workspaceId, token);
      },
      clear: () => {
        if (tokens.delete(workspaceId)) keychain.onToken(workspaceId, null);
      },
    };
    const file = createFileTokenStore(join(folder, 'token'));
    const inFile = file.read();
    if (inFile !== null) {
      if (store.read() === null) store.write(inFile);
      file.clear();
    }
    return store;
  };
}
