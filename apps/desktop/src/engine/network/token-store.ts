import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Where the sign-in token is kept. In a file of its own here; in the keychain of the system under Electron. */
export interface TokenStore {
  readonly read: () => string | null;
  /** True: there is one, but the keychain does not give it at the moment. */
  readonly isLocked: () => boolean;
  readonly write: (token: string) => void;
  readonly clear: () => void;
}

/** Keeps the token in a file that only its owner can read. */
export function createFileTokenStore(path: string): TokenStore {
  return {
    read: () => {
      try {
        return readFileSync(path, 'utf8').trim() || null;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    isLocked: () => false,
    write: (token) => {
      const fresh = `${path}.new`;
      rmSync(fresh, { force: true });
      const file = openSync(fresh, 'wx', 0o600);
      try {
        writeSync(file, token);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(fresh, path);
    },
    clear: () => rmSync(path, { force: true }),
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
