import { expect, inject } from 'vitest';
import { cloneDatabase, type TestDatabase } from './clone-database.ts';
import type { TestServer } from './test-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * A fresh database of its own for a test file (about 30 ms), for files named `*.pg.test.ts`:
 *
 *     const database = await createTestDatabase();
 *     afterAll(() => database.drop());
 */
export const createTestDatabase = (): Promise<TestDatabase> =>
  cloneDatabase(inject('testServer'), expect.getState().testPath ?? 'a test');
