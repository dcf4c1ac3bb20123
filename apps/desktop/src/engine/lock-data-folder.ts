import { join } from 'node:path';
import Sqlite from 'better-sqlite3';

/** Another engine works in the data folder: two would send the same edits twice. */
export class DataFolderInUse extends Error {
  constructor(dataFolder: string) {
    super(`Another EduCrowd is using ${dataFolder}`);
    this.name = 'DataFolderInUse';
  }
}

/** How long to wait for an engine that is just ending. */
const WAIT_MS = 2_000;

/**
 * Keeps other engines out of the folder until the answer is called or the process ends, however it ends. An SQLite lock
 * serves because the system takes it back from a dead process, which no file that merely exists would be.
 */
export function lockDataFolder(dataFolder: string): () => void {
  const lock = new Sqlite(join(dataFolder, 'engine.lock'), { timeout: WAIT_MS });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new DataFolderInUse(dataFolder);
    throw error;
  }
  return () => void lock.close();
}
