import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EngineError } from '../ipc/errors.ts';
import { FILE_FIELD, PATH_FIELD, writeUploadPath } from '../ipc/upload.ts';
import { receiveUpload } from './receive-upload.ts';

let folder = '';
const server = createServer((request, response) => {
  receiveUpload(request, folder).then(
    (path) => response.end(JSON.stringify({ path })),
    (error: unknown) =>
      response.end(JSON.stringify({ code: error instanceof EngineError ? error.code : null })),
  );
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-upload-'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => void server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** As a browser sends it. */
async function send(form: FormData): Promise<{ path?: string; code?: string }> {
  const { port } = server.address() as { port: number };
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: form });
  return (await answer.json()) as { path?: string; code?: string };
}

/** Windows itself takes no other. */
const takenEverywhere = ['Überblick – 葉 🌿.md', '100%22 %0A.md'];
const taken = ['Week 1: Leaves.md', 'a "quoted" name.md', 'two\nlines\r\n.md'];

test.each(process.platform === 'win32' ? takenEverywhere : [...takenEverywhere, ...taken])(
  'a file keeps the name %j',
  async (name) => {
    const form = new FormData();
    for (const [path, content] of [
      [`Botany/${name}`, '# Leaves'],
      [`Botany/deep/${name}`, '# Roots'],
    ] as const) {
      form.append(PATH_FIELD, writeUploadPath(path));
      form.append(FILE_FIELD, new Blob([content]), FILE_FIELD);
    }
    const { path = '' } = await send(form);
    expect(readdirSync(path).toSorted()).toEqual([name, 'deep'].toSorted());
    expect(readFileSync(join(path, name), 'utf8')).toBe('# Leaves');
    expect(readFileSync(join(path, 'deep', name), 'utf8')).toBe('# Roots');
  },
);

test.each([
  ['none', []],
  ['one that is no path', ['no JSON']],
  ['one that is longer than any', [writeUploadPath(`${'a/'.repeat(100_000)}a.md`)]],
])('a file without a name of its own is refused: %s', async (_what, paths) => {
  const form = new FormData();
  for (const path of paths) form.append(PATH_FIELD, path);
  form.append(FILE_FIELD, new Blob(['x']), 'a.md');
  expect(await send(form)).toEqual({ code: 'INVALID' });
  expect(readdirSync(folder)).toEqual([]);
});
