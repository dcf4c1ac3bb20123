import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where real courses lie that nobody here wrote. They are no part of the repository. */
const folder =
  process.env.EDUCROWD_TESTDATA ?? join(import.meta.dirname, '../../../../../../../shared/testdata');

export const testdata = (path: string): string => join(folder, path);

export const hasTestdata = existsSync(folder);
