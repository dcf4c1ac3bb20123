import { describe, expect, test } from 'vitest';
import { ConnectionPoolError, TransactionHandleError } from '@educrowd/db/postgres/connection-errors';
import { AppError } from './app-error.ts';
import { asBusy, isPassing } from './database-failures.ts';

const lost = new TransactionHandleError('connection-lost', 'gone');
// As it comes: what happened to the connection is its cause.
const unknownCommit = new TransactionHandleError('commit-unknown', 'gone', { cause: lost });
const coded = (code: string): Error => Object.assign(new Error('said the driver'), { code });

describe('a database that cannot take one more', () => {
  test.each([
    ['no connection in time', new ConnectionPoolError('POOL_TIMEOUT', 'late')],
    ['a lock that took too long', coded('55P03')],
    ['a statement that took too long', coded('57014')],
    ['a server that starts', coded('57P03')],
    ['a connection that broke off', lost],
    [
      'wrapped by others',
      new Error('query failed', { cause: new Error('again', { cause: coded('40P01') }) }),
    ],
  ])('%s: to be asked again', (_name, error) => {
    expect(asBusy(error)).toMatchObject({ code: 'UNAVAILABLE', waitMs: 5_000 });
  });

  test.each([
    ['a mistake in a statement', coded('42601')],
    ['a row that is there already', coded('23505')],
    // Asking again might do it twice.
    ['a COMMIT of which nobody knows', unknownCommit],
    ['a refusal', new AppError('CONFLICT', 'no')],
    ['no error', undefined],
  ])('not %s', (_name, error) => {
    expect(asBusy(error)).toBeNull();
  });
});

describe('what is numbered is sent again, unchanged, after', () => {
  test.each([
    ['no connection in time', new ConnectionPoolError('POOL_TIMEOUT', 'late')],
    ['a connection that broke off', lost],
    ['a COMMIT of which nobody knows', unknownCommit],
    ['a full disk', new Error('query failed', { cause: coded('53100') })],
    ['a file that cannot be read', coded('58030')],
    ['a connection that was reset', coded('ECONNRESET')],
    ['a network that is gone', coded('EHOSTUNREACH')],
    ['a line that went silent', coded('ETIMEDOUT')],
  ])('%s', (_name, error) => {
    expect(isPassing(error)).toBe(true);
  });

  test.each([
    ['a mistake in a statement', coded('42601')],
    ['a row that is there already', coded('23505')],
    ['a handle that was kept too long', new TransactionHandleError('ended', 'over')],
    ['a mistake of ours', new TypeError('undefined is not a function')],
    ['a mistake of ours that Node notices', coded('ERR_INVALID_ARG_TYPE')],
  ])('not %s', (_name, error) => {
    expect(isPassing(error)).toBe(false);
  });
});
