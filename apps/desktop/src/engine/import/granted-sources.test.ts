import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { signedSources, signSource, uploadedSources } from './granted-sources.ts';

test('a path is imported with the signature of this very path, by this very key', () => {
  const mayImport = signedSources('a key');
  const [chosen, other] = ['/courses/Botany', '/etc/passwd'];
  expect(mayImport({ path: chosen, grant: signSource('a key', chosen) })).toBe(true);
  expect(mayImport({ path: other, grant: signSource('a key', chosen) })).toBe(false);
  expect(mayImport({ path: chosen, grant: signSource('another key', chosen) })).toBe(false);
  expect(mayImport({ path: chosen, grant: null })).toBe(false);
  expect(mayImport({ path: chosen, grant: '' })).toBe(false);
});

test('without signatures, only uploads are imported', () => {
  const folder = resolve('data/uploads');
  const upload = join(folder, randomUUID());
  const mayImport = uploadedSources(folder);
  const may = (path: string): boolean => mayImport({ path, grant: null });
  expect(may(join(upload, 'Botany'))).toBe(true);
  expect(may(join(upload, 'Botany/deep/er.zip'))).toBe(true);
  for (const path of [
    '/etc/passwd',
    folder,
    upload,
    join(folder, 'no-upload', 'x'),
    `${upload}/../../workspaces/x`,
    `${upload}/../x`,
    join(`${folder}-other`, randomUUID(), 'x'),
  ])
    expect(may(path), path).toBe(false);
});
