/**
 * The sign-ins, encrypted with a key that the system's keychain holds. Where there is no keychain they are kept in memory
 * alone, until the app is quit: nothing is ever written that anybody else could read. What cannot be decrypted is kept all
 * the same, since nobody can tell a keychain that is locked for a moment from one that is another by now: it is tried
 * again, and goes only when the person signs out or signs in anew.
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
  /** Workspaces whose sign-in is kept, but cannot be read at the moment. */
  locked(): string[];
  /** Tries to read those; whoever listens is told what came of it. Happens now and then by itself, too. */
  readAgain(): void;
  listen(listener: (tokens: Record<string, string>) => void): void;
  set(workspaceId: string, token: string | null): void;
  /** Resolves when everything that was set is on the disk. */
  settled(): Promise<void>;
}

/** By workspace, encrypted, base64. */
const keptFile = z.strictObject({ version: z.literal(1), tokens: z.record(z.uuid(), z.base64()) });
type Kept = z.output<typeof keptFile>['tokens'];

/** Each try may make the system ask the person for a password, so they end soon; the window offers another one. */
const TRIES_AFTER_MS = [10_000, 60_000, 300_000];

/** The app has to be ready. */
export async function openKeychain(path: string, log: (line: string) => void): Promise<TokenKeychain> {
  const keepsTokens = await hasKeychain();
  if (!keepsTokens) log('There is no keychain: sign-ins last until EduCrowd is quit.');
  const kept = new Map(Object.entries(await readKept(path, log)));
  const tokens = new Map<string, string>();
  const locked = new Set(kept.keys());
  const listeners: ((tokens: Record<string, string>) => void)[] = [];
  const save = (): Promise<void> =>
    replaceFile(path, JSON.stringify({ version: 1, tokens: Object.fromEntries(kept) }));
  let work = Promise.resolve();
  const then = (step: () => Promise<void>): Promise<void> => {
    work = work.then(step).catch((error: unknown) => log(`The keychain failed: ${String(error)}`));
    return work;
  };
  const keep = async (workspaceId: string, token: string): Promise<void> => {
    kept.set(workspaceId, (await safeStorage.encryptStringAsync(token)).toString('base64'));
    await save();
  };

  const readOne = async (workspaceId: string): Promise<void> => {
    try {
      const encrypted = Buffer.from(kept.get(workspaceId) ?? '', 'base64');
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted);
      // Somebody may have signed in or out while the keychain was asked.
      if (!locked.delete(workspaceId)) return;
      tokens.set(workspaceId, result);
      if (shouldReEncrypt) void then(() => keep(workspaceId, result));
    } catch {
      log('The keychain gives no sign-in at the moment: it is kept, and tried again.');
    }
  };
  const readLocked = async (): Promise<void> => {
    if (locked.size === 0 || !(await hasKeychain())) return;
    for (const workspaceId of locked) await readOne(workspaceId);
  };
  const readAgain = async (): Promise<void> => {
    await then(readLocked);
    for (const tell of listeners) tell(Object.fromEntries(tokens));
  };
  const tryLater = (after: readonly number[]): void => {
    const [delayMs, ...rest] = after;
    if (locked.size === 0 || delayMs === undefined) return;
    setTimeout(() => void readAgain().then(() => tryLater(rest)), delayMs).unref();
  };
  await then(readLocked);
  tryLater(TRIES_AFTER_MS);

  return {
    keepsTokens,
    tokens: () => Object.fromEntries(tokens),
    locked: () => [...locked],
    readAgain: () => void readAgain(),
    listen: (listener) => void listeners.push(listener),
    set(workspaceId, token) {
      locked.delete(workspaceId);
      if (token === null) tokens.delete(workspaceId);
      else tokens.set(workspaceId, token);
      void then(async () => {
        // Without a keychain an older sign-in in the file is worth nothing any more.
        if (token !== null && keepsTokens) return keep(workspaceId, token);
        kept.delete(workspaceId);
        return save();
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
