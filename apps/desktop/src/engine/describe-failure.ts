import { DatabaseRefused } from '@educrowd/db/sqlite/database-refused';
import { EngineError, type EngineErrorBody } from '../ipc/errors.ts';
import { ImportError } from './content/import-error.ts';

/** What a person is told about something that failed. */
export const describeFailure = (error: unknown): EngineErrorBody => describeExpected(error) ?? unexpected;

/** The same for what can be expected to fail; null for a bug of ours. */
export function describeExpected(error: unknown): EngineErrorBody | null {
  if (error instanceof EngineError) return { code: error.code, message: error.message };
  if (error instanceof ImportError) {
    return { code: error.code === 'cancelled' ? 'CANCELLED' : 'IMPORT_FAILED', message: error.userMessage };
  }
  return describeStorageFailure(error);
}

/** The same for what the disk or the database file is to blame for; null for anything else. */
export function describeStorageFailure(error: unknown): EngineErrorBody | null {
  if (error instanceof DatabaseRefused) return refused[error.reason];
  // Extended codes of SQLite begin with the plain one, e.g. SQLITE_READONLY_DIRECTORY.
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = failures.find(([codes]) =>
    codes.some((each) => code === each || code.startsWith(`${each}_`)),
  );
  return known ? known[1] : null;
}

const damaged: EngineErrorBody = {
  code: 'DAMAGED',
  message: 'The file that keeps this work is damaged. It was left as it is.',
};

const refused: Record<DatabaseRefused['reason'], EngineErrorBody> = {
  NEWER: { code: 'NEWER', message: 'This work was saved by a newer version of EduCrowd. Update to open it.' },
  FOREIGN: damaged,
};

const failures: readonly [codes: readonly string[], body: EngineErrorBody][] = [
  [['SQLITE_FULL', 'ENOSPC', 'EDQUOT'], { code: 'DISK_FULL', message: 'Your disk is full.' }],
  [
    ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'EACCES', 'EPERM', 'EROFS'],
    { code: 'READ_ONLY', message: 'The folder that keeps this work cannot be written.' },
  ],
  [['SQLITE_CORRUPT', 'SQLITE_NOTADB'], damaged],
  [
    ['SQLITE_BUSY', 'SQLITE_LOCKED'],
    { code: 'INTERNAL', message: 'Another program holds on to the file that keeps this work.' },
  ],
  [['SQLITE_IOERR', 'EIO'], { code: 'INTERNAL', message: 'The disk reported an error.' }],
];

const unexpected: EngineErrorBody = { code: 'INTERNAL', message: 'Something unexpected happened.' };
