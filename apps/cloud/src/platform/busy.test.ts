import { describe, expect, test } from 'vitest';
import { ConnectionPoolError, TransactionHandleError } from '@educrowd/db/postgres/connection-errors';
import { AppError } from './app-error.ts';
import { asBusy } from './busy.ts';

const coded = (code: string): Error => Object.assign(new Error('said the driver'), { code });

describe('a database that cannot take one more', () => {
  test.each([
    ['no connection in time', new ConnectionPoolError('POOL_TIMEOUT', 'late')],
    ['a lock that took too long', coded('55P03')],
    ['a statement that took too long', coded('57014')],
    ['a server that starts', coded('57P03')],
    ['a connection that broke off', new TransactionHandleError('connection-lost', 'gone')],
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
    ['a COMMIT of which nobody knows', new TransactionHandleError('commit-unknown', 'gone')],
    ['a refusal', new AppError('CONFLICT', 'no')],
    ['no error', undefined],
  ])('not %s', (_name, error) => {
    expect(asBusy(error)).toBeNull();
  });
});
