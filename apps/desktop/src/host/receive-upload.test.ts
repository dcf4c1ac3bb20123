import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** As a browser sends it that is not done yet. */
function beginUpload() {
  const { port } = server.address() as { port: number };
  const upload = httpRequest({
    port,
    host: '127.0.0.1',
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=B' },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    upload.once('response', resolve).on('error', reject);
  });
  const startFile = (path: string, content: string): void =>
    void upload.write(
      [
        `--B\r\ncontent-disposition: form-data; name="${PATH_FIELD}"\r\n\r\n${writeUploadPath(path)}`,
        `--B\r\ncontent-disposition: form-data; name="${FILE_FIELD}"; filename="x"\r\n\r\n${content}`,
      ].join('\r\n'),
    );
  return {
    upload,
    startFile,
    sendFile: (path: string, content: string): void => {
      startFile(path, content);
      upload.write('\r\n');
    },
    answer: async () => {
      const chunks = (await (await answered).toArray()) as Buffer[];
      return JSON.parse(Buffer.concat(chunks).toString()) as unknown;
    },
  };
}

test('nothing stays of a refused upload, whatever of it was written before or arrives after', async () => {
  const { upload, sendFile, answer } = beginUpload();
  for (let at = 0; at < 20; at++) sendFile(`Botany/before ${at}/a.md`, 'x'.repeat(100_000));
  sendFile('Botany/../a.md', 'x');
  expect(await answer()).toEqual({ code: 'INVALID' });
  for (let at = 0; at < 5; at++) {
    sendFile(`Botany/after ${at}/a.md`, 'x'.repeat(1_000));
    await sleep(20);
  }
  upload.end('--B--\r\n');
  await sleep(100);
  expect(readdirSync(folder, { recursive: true })).toEqual([]);
});

test('an upload that is cut within a file leaves nothing', async () => {
  const { upload, startFile, answer } = beginUpload();
  const answering = answer().catch(() => 'cut');
  startFile('Botany/a.md', 'x'.repeat(100_000));
  await expect.poll(() => readdirSync(folder, { recursive: true }).length).toBe(3);
  upload.destroy();
  expect(await answering).toBe('cut');
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});

test('the host goes on after an upload that is cut within a file it refused', async () => {
  const { upload, startFile, answer } = beginUpload();
  startFile('Botany/../a.md', 'x'.repeat(100_000));
  expect(await answer()).toEqual({ code: 'INVALID' });
  upload.destroy();
  await sleep(50);
  expect(readdirSync(folder)).toEqual([]);
});
