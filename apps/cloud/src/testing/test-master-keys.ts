import { createMasterKeys } from '../platform/encryption/master-keys.ts';

/** The same for every server of a test: several may share a database. */
export const testMasterKeys = createMasterKeys([['test', new Uint8Array(32).fill(7)]]);
