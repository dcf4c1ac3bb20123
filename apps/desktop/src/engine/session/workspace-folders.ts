/**
 * The workspaces of this computer: `workspaces/<id>/`, each with its file, its blobs and its sign-in. Which one was open
 * last is a file of one line beside them.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { isId } from '@educrowd/shared/primitives/id';
import { createSyncState } from '../store/sync-state.ts';
import { databasePathOf } from '../workspace.ts';
import { readIdentity, type WorkspaceIdentity } from '../workspace-identity.ts';

export interface WorkspaceFolders {
  readonly folderOf: (workspaceId: string) => string;
  /** Of every workspace whose file can be read, the oldest first. */
  readonly list: () => WorkspaceIdentity[];
  /** Null when none was open, or its folder is gone. */
  readonly readLastOpen: () => string | null;
  readonly writeLastOpen: (workspaceId: string) => void;
  /** Puts a workspace out of the way whose work has gone into another one. Nothing is deleted. */
  readonly archive: (workspaceId: string) => void;
}

export function createWorkspaceFolders(
  dataFolder: string,
  log: (message: string, error: unknown) => void,
): WorkspaceFolders {
  const folder = join(dataFolder, 'workspaces');
  const lastOpenPath = join(dataFolder, 'last-open');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const folderOf = (workspaceId: string): string => join(folder, workspaceId);

  const identityOf = (workspaceId: string): WorkspaceIdentity | null => {
    try {
      return readIdentityFile(databasePathOf(folderOf(workspaceId)));
    } catch (error) {
      log(`The workspace ${workspaceId} cannot be read`, error);
      return null;
    }
  };

  return {
    folderOf,
    list: () =>
      readdirSync(folder)
        .filter((name) => isId(name) && existsSync(databasePathOf(folderOf(name))))
        .toSorted()
        .map(identityOf)
        .filter((identity) => identity !== null),
    readLastOpen: () => {
      const id = existsSync(lastOpenPath) ? readFileSync(lastOpenPath, 'utf8').trim() : '';
      return isId(id) && existsSync(databasePathOf(folderOf(id))) ? id : null;
    },
    writeLastOpen: (workspaceId) => replaceFile(lastOpenPath, workspaceId),
    archive: (workspaceId) => {
      const archived = join(dataFolder, 'merged');
      mkdirSync(archived, { recursive: true, mode: 0o700 });
      renameSync(folderOf(workspaceId), join(archived, workspaceId));
    },
  };
}

/** Reads who a file belongs to without opening it for work: it may be of another version, or open already. */
function readIdentityFile(path: string): WorkspaceIdentity {
  const db = new Sqlite(path, { readonly: true });
  try {
    return readIdentity(createSyncState(db));
  } finally {
    db.close();
  }
}

function replaceFile(path: string, text: string): void {
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  const file = openSync(fresh, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}
