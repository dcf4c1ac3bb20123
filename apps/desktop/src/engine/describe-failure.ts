import { DatabaseRefused } from '@educrowd/db/sqlite/database-refused';
import { EngineError, type EngineErrorBody } from '../ipc/errors.ts';
import { words } from '../ipc/refusal.ts';
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
  message: words('failures.damaged'),
};

const refused: Record<DatabaseRefused['reason'], EngineErrorBody> = {
  NEWER: { code: 'NEWER', message: words('failures.newer') },
  FOREIGN: damaged,
};

const failures: readonly [codes: readonly string[], body: EngineErrorBody][] = [
  [['SQLITE_FULL', 'ENOSPC', 'EDQUOT'], { code: 'DISK_FULL', message: words('failures.diskFull') }],
  [
    ['SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'EACCES', 'EPERM', 'EROFS'],
    { code: 'READ_ONLY', message: words('failures.readOnly') },
  ],
  [['SQLITE_CORRUPT', 'SQLITE_NOTADB'], damaged],
  [['SQLITE_BUSY', 'SQLITE_LOCKED'], { code: 'INTERNAL', message: words('failures.busy') }],
  [['SQLITE_IOERR', 'EIO'], { code: 'INTERNAL', message: words('failures.diskError') }],
];

const unexpected: EngineErrorBody = { code: 'INTERNAL', message: words('failures.unexpected') };
