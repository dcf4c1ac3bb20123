import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { IMPORT_LIMITS } from './import-limits.ts';
import { createImportTask } from './import-task.ts';
import { createMaterials } from './materials.ts';
import { temporaryFolder } from './testing/course-files.ts';

it('stops when the import is cancelled just as a file is opened', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'a.txt');
  await writeFile(path, 'x'.repeat(200_000));
  const abort = new AbortController();
  const task = createImportTask({ limits: IMPORT_LIMITS, signal: abort.signal });
  const file = {
    path: 'a.txt',
    sizeBytes: 200_000,
    get diskPath() {
      abort.abort();
      return path;
    },
  };
  const materials = createMaterials(folder.path, task);
  await expect(materials.take([file])).rejects.toMatchObject({ code: 'cancelled' });
  expect(materials.list()).toEqual([]);
});
