/**
 * The sign-ins, encrypted with a key that the system's keychain holds. Where there is no keychain they are kept in memory
 * alone, until the app is quit: nothing is ever written that anybody else could read. What cannot be decrypted, because
 * the keychain is another one by now, is forgotten: the person signs in again, and all work stays.
 */
import { readFile } from 'node:fs/promises';
import { safeStorage } from 'electron';
import * as z from 'zod';
import { replaceFile } from './replace-file.ts';

export interface TokenKeychain {
  /** False: a sign-in lasts until the app is quit. */
  readonly keepsTokens: boolean;
  /** By workspace. */
  tokens(): Record<string, string>;
  set(workspaceId: string, token: string | null): void;
  /** Resolves when everything that was set is on the disk. */
  settled(): Promise<void>;
}

/** By workspace, encrypted, base64. */
const keptFile = z.strictObject({ version: z.literal(1), tokens: z.record(z.uuid(), z.base64()) });
type Kept = z.output<typeof keptFile>['tokens'];

/** The app has to be ready. */
export async function openKeychain(path: string, log: (line: string) => void): Promise<TokenKeychain> {
  const keepsTokens = await hasKeychain();
  if (!keepsTokens) log('There is no keychain: sign-ins last until EduCrowd is quit.');
  const kept = new Map(Object.entries(await readKept(path, log)));
  const tokens = new Map<string, string>();
  const save = (): Promise<void> =>
    replaceFile(path, JSON.stringify({ version: 1, tokens: Object.fromEntries(kept) }));
  let work = Promise.resolve();
  const then = (step: () => Promise<void>): void => {
    work = work.then(step).catch((error: unknown) => log(`The keychain failed: ${String(error)}`));
  };

  if (keepsTokens) {
    for (const [workspaceId, encrypted] of kept) {
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(encrypted, 'base64'));
        tokens.set(workspaceId, result);
      } catch {
        log('The keychain has changed: a sign-in was forgotten.');
        kept.delete(workspaceId);
        then(save);
      }
    }
  }

  return {
    keepsTokens,
    tokens: () => Object.fromEntries(tokens),
    set(workspaceId, token) {
      if (token === null) tokens.delete(workspaceId);
      else tokens.set(workspaceId, token);
      then(async () => {
        // Without a keychain an older sign-in in the file is worth nothing any more.
        if (token === null || !keepsTokens) kept.delete(workspaceId);
        else kept.set(workspaceId, (await safeStorage.encryptStringAsync(token)).toString('base64'));
        await save();
      });
    },
    settled: () => work,
  };
}

/** On Linux the system may have none; what Electron does then can be read by everybody who has the file. */
async function hasKeychain(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false;
  return (
    process.platform !== 'linux' ||
    !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  );
}

async function readKept(path: string, log: (line: string) => void): Promise<Kept> {
  try {
    return keptFile.parse(JSON.parse(await readFile(path, 'utf8'))).tokens;
  } catch (error) {
    const isFirst = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isFirst) log('The file of the sign-ins cannot be read: they were forgotten.');
    return {};
  }
}
