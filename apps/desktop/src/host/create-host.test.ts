import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ENGINE_MAIN } from '../../../../tools/stack/start-engine.ts';
import { createEngineProcess, type EngineProcess } from './engine-process.ts';
import { writeUploadPath } from '../ipc/upload.ts';
import { createHost, type Host } from './create-host.ts';

let folder = '';
let engine: EngineProcess;
let host: Host;
const links: string[] = [];
let cookie = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-host-'));
  const dataFolder = join(folder, 'data');
  const rendererFolder = join(folder, 'renderer');
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
  mkdirSync(dataFolder);
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>EduCrowd</title>');
  writeFileSync(join(rendererFolder, 'assets', 'app-1234.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  engine = createEngineProcess({
    main: ENGINE_MAIN,
    args: ['--data', dataFolder],
    log: () => undefined,
  });
  host = await createHost({
    engine,
    rendererFolder,
    dataFolder,
    port: 0,
    onLink: (link) => void links.push(link),
  });
  cookie = await openSession();
  await engine.ready();
}, 60_000);
afterAll(async () => {
  await host.close();
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Sent {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}
interface Received {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Exactly these headers: `fetch` would set its own Host and refuse others. */
const send = ({ method = 'GET', path, headers = {}, body }: Sent): Promise<Received> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: host.port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

const origin = (): string => `http://127.0.0.1:${host.port}`;
const ours = (): Record<string, string> => ({ cookie, origin: origin() });
const call = (path: string, input?: unknown, headers: Record<string, string> = ours()): Promise<Received> =>
  send({
    method: 'POST',
    path: `/engine/${path}`,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ input }),
  });

const pathOf = (link: string): string => new URL(link).pathname + new URL(link).search;

async function openSession(): Promise<string> {
  const { status, headers } = await send({ path: pathOf(links.at(-1)!) });
  expect(status).toBe(303);
  return headers['set-cookie']![0]!.split(';')[0]!;
}

describe('whoever comes without the printed link', () => {
  test('sees nothing', async () => {
    for (const path of ['/', '/index.html', '/assets/app-1234.js', '/engine/session/state']) {
      expect((await send({ path })).status, path).toBe(401);
    }
    const forged = { cookie: cookie.replace(/=.*/, '=guessed'), origin: origin() };
    for (const headers of [{ origin: origin() }, forged]) {
      expect((await call('session/state', undefined, headers)).status).toBe(401);
      expect(await refusalOf(headers)).toBe(401);
    }
  });

  test('opens nothing with a wrong token, or with one that was used', async () => {
    const used = links.at(-1)!;
    await openSession();
    expect(links.at(-1)).not.toBe(used);
    expect((await send({ path: pathOf(used) })).status).toBe(403);
    expect((await send({ path: '/open?token=guessed' })).status).toBe(403);
    expect((await send({ path: '/open' })).status).toBe(403);
  });
});

test('the session is kept from scripts and from other sites', async () => {
  const { headers } = await send({ path: pathOf(links.at(-1)!) });
  expect(headers['set-cookie']![0]).toMatch(/HttpOnly/);
  expect(headers['set-cookie']![0]).toMatch(/SameSite=Strict/);
  expect(headers.location).toBe('/');
});

describe('a page of somebody else', () => {
  test('that a name led here is refused, whatever it sends', async () => {
    for (const name of [
      'evil.example',
      `evil.example:${host.port}`,
      `127.0.0.1.evil.example:${host.port}`,
      '127.0.0.1',
      '127.0.0.1:1',
    ]) {
      const headers = { ...ours(), host: name };
      expect((await send({ path: '/', headers })).status, name).toBe(421);
      expect(await refusalOf(headers), name).toBe(421);
    }
    expect((await send({ path: pathOf(links.at(-1)!), headers: { host: 'evil.example' } })).status).toBe(421);
  });

  test('cannot call, upload or listen', async () => {
    for (const from of [
      'http://evil.example',
      `http://127.0.0.1:${host.port + 1}`,
      `https://127.0.0.1:${host.port}`,
      'null',
    ]) {
      const headers = { cookie, origin: from };
      expect((await call('session/state', undefined, headers)).status, from).toBe(403);
      expect(await refusalOf(headers), from).toBe(403);
      expect((await send({ method: 'POST', path: '/engine/upload', headers })).status, from).toBe(403);
    }
    expect((await call('session/state', undefined, { cookie })).status).toBe(403);
    for (const site of ['cross-site', 'same-site']) {
      const headers = { cookie, 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
      expect(await refusalOf(headers), site).toBe(403);
      expect((await send({ path: '/assets/app-1234.js', headers })).status, site).toBe(403);
    }
  });
});

describe('the built screen', () => {
  test('is served with what keeps others out of it', async () => {
    const page = await send({ path: '/', headers: { cookie } });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('EduCrowd') });
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = String(page.headers['content-security-policy']);
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(
      (await send({ path: '/assets/app-1234.js', headers: { cookie } })).headers['cache-control'],
    ).toContain('immutable');
    expect((await send({ path: '/some/screen', headers: { cookie } })).body).toContain('EduCrowd');
  });

  test('is all that can be read, however a path is written', async () => {
    const paths = [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/assets/%2e%2e/%2e%2e/secret.txt',
      '/..\\secret.txt',
      '/..%5csecret.txt',
      '//secret.txt',
      '/assets/../../data/engine.lock',
      '/%00',
      '/assets/app-1234.js%00.html',
      `/${join(folder, 'secret.txt')}`,
    ];
    for (const path of paths) {
      const raw = await sendRaw(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      );
      expect(raw, path).not.toContain('secret\n');
      expect(raw.split('\r\n\r\n')[1], path).not.toBe('secret');
    }
    expect((await send({ path: '/missing.js', headers: { cookie } })).status).toBe(404);
  });
});

/** Exactly these headers, too. */
const askForEvents = (headers: Record<string, string>): WebSocket =>
  new WebSocket(`ws://127.0.0.1:${host.port}/engine/events`, { headers });

const refusalOf = (headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve) => {
    const socket = askForEvents(headers);
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
    socket.on('open', () => {
      socket.close();
      resolve(undefined);
    });
  });

/** Clients clean paths up before they send them; this one does not. */
const sendRaw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(host.port, '127.0.0.1', () => socket.end(text));
    socket.setEncoding('utf8').on('data', (chunk) => (received += String(chunk)));
    socket.on('end', () => resolve(received)).on('error', reject);
  });

describe('calls', () => {
  test('reach the engine and bring its answers', async () => {
    const { body } = await call('session/startLocal', { displayName: 'Ada' });
    expect(JSON.parse(body)).toMatchObject({ ok: true, output: { current: { displayName: 'Ada' } } });
    expect(JSON.parse((await call('courses/list')).body)).toEqual({ ok: true, output: [] });
  });

  test('that make no sense are refused', async () => {
    const answer = async (path: string, input?: unknown): Promise<unknown> =>
      JSON.parse((await call(path, input)).body);
    expect(await answer('courses/constructor')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await answer('__proto__/toString')).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await answer('courses/createCourse', { title: '' })).toMatchObject({
      ok: false,
      error: { code: 'INVALID' },
    });
    const noJson = await send({
      method: 'POST',
      path: '/engine/courses/list',
      headers: ours(),
      body: 'no json',
    });
    expect(noJson.status).toBe(400);
  });
});

describe('events', () => {
  test(
    'come as they happen, end with the engine and are there again with the next one',
    { timeout: 60_000 },
    async () => {
      const first = await openEvents();
      await call('courses/createCourse', { title: 'Botany' });
      await first.until((text) => text.includes('"type":"rows"'));
      await engine.kill();
      await first.ended;
      // Asked for while there is no engine, it is ready with the next one.
      const second = await openEvents();
      expect(JSON.parse((await call('courses/list')).body)).toMatchObject({ output: [{ title: 'Botany' }] });
      await call('courses/createCourse', { title: 'Zoology' });
      await second.until((text) => text.includes('"type":"rows"'));
      // It stays open: the host has to end with windows still there.
    },
  );
});

interface Events {
  readonly ended: Promise<void>;
  readonly until: (isThere: (text: string) => boolean) => Promise<void>;
}

/** Resolves when the engine can be called. */
async function openEvents(): Promise<Events> {
  const socket = askForEvents(ours());
  let text = '';
  let look: () => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    text += data.toString();
    look();
  });
  const until: Events['until'] = (isThere) =>
    new Promise((found) => {
      look = () => void (isThere(text) && found());
      look();
    });
  await until((said) => said.includes('"type":"ready"'));
  return { until, ended: new Promise((end) => void socket.on('close', () => end())) };
}

describe('uploads', () => {
  const uploads = (): string => join(folder, 'data', 'uploads');
  const waiting = (): string[] => (existsSync(uploads()) ? readdirSync(uploads()) : []);

  const upload = async (
    ...files: [name: string, content: string][]
  ): Promise<{ ok: boolean; output?: { path: string }; error?: { code: string } }> => {
    const boundary = 'a-boundary';
    const parts = files.map(
      ([name, content]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="path"\r\n\r\n${writeUploadPath(name)}\r\n` +
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n${content}\r\n`,
    );
    const headers = { ...ours(), 'content-type': `multipart/form-data; boundary=${boundary}` };
    const { body } = await send({
      method: 'POST',
      path: '/engine/upload',
      headers,
      body: `${parts.join('')}--${boundary}--\r\n`,
    });
    return JSON.parse(body) as Awaited<ReturnType<typeof upload>>;
  };

  const startImport = async (path: string): Promise<unknown> =>
    JSON.parse((await call('import/start', { path, grant: null })).body);
  test('keep the paths of a folder, and can be imported', async () => {
    const answer = await upload(['Botany/one.md', '# One'], ['Botany/deep/er/two.md', '# Two']);
    const { path } = answer.output!;
    expect(path).toMatch(/Botany$/);
    expect(readFileSync(join(path, 'deep/er/two.md'), 'utf8')).toBe('# Two');
    expect(await startImport(path)).toMatchObject({ ok: true });
    await expect.poll(waiting, { timeout: 30_000 }).toEqual([]);
  });

  test('are all that can be imported', async () => {
    for (const path of ['/etc', join(folder, 'secret.txt'), join(folder, 'data'), uploads()])
      expect(await startImport(path)).toMatchObject({ ok: false, error: { code: 'INVALID' } });
  });

  test.each([
    ['../out.md'],
    ['a/../../out.md'],
    ['/etc/out.md'],
    ['a//out.md'],
    ['a/./out.md'],
    ['..\\out.md'],
    ['C:/out.md'],
    ['a/\u0000out.md'],
    [`${'x'.repeat(300)}.md`],
    [`${'a/'.repeat(100)}out.md`],
  ])('never leave their folder: %j', async (name) => {
    const answer = await upload(['fine.md', 'fine'], [name, 'out']);
    if (answer.ok) rmSync(uploads(), { recursive: true });
    else expect(waiting()).toEqual([]);
    const written = readdirSync(folder, { recursive: true }).map(String);
    expect(
      written.filter((path) => path.endsWith('out.md') && !path.startsWith(join('data', 'uploads'))),
    ).toEqual([]);
    expect(existsSync('/etc/out.md')).toBe(false);
  });

  test('of two files with one name, of nothing, or of no form are refused and leave nothing', async () => {
    expect(await upload(['a.md', '1'], ['a.md', '2'])).toMatchObject({ ok: false });
    expect(await upload()).toMatchObject({ ok: false });
    const noForm = await send({ method: 'POST', path: '/engine/upload', headers: ours(), body: 'x' });
    expect(JSON.parse(noForm.body)).toMatchObject({ ok: false, error: { code: 'INVALID' } });
    expect(waiting()).toEqual([]);
  });

  test('that are cut short leave nothing', async () => {
    const headers = {
      ...ours(),
      'content-type': 'multipart/form-data; boundary=b',
      'content-length': '100000',
    };
    const cut = request({
      host: '127.0.0.1',
      port: host.port,
      method: 'POST',
      path: '/engine/upload',
      headers,
    });
    cut.on('error', () => undefined);
    cut.write('--b\r\nContent-Disposition: form-data; name="path"\r\n\r\n"half.zip"\r\n');
    cut.write('--b\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\nhalf of it');
    await expect.poll(waiting, { timeout: 30_000 }).toHaveLength(1);
    cut.destroy();
    await expect.poll(waiting, { timeout: 30_000 }).toEqual([]);
  });
});
