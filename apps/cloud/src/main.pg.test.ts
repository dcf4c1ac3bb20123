import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { assert } from '@educrowd/shared/primitives/assert';

const database = await createTestDatabase();
const storageDir = await mkdtemp(join(tmpdir(), 'educrowd-main-'));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(storageDir, { recursive: true, force: true });
  await database.drop();
});

interface Outcome {
  readonly code: number | null;
  readonly said: string;
}

function start(env: Record<string, string>): {
  readonly child: ChildProcess;
  readonly ready: Promise<{ port: number }>;
  readonly ended: Promise<Outcome>;
} {
  const { appUrl, identityUrl, jobsUrl } = database.urls;
  const child = fork(join(import.meta.dirname, '../dist/server/main.js'), [], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      APP_DATABASE_URL: appUrl,
      IDENTITY_DATABASE_URL: identityUrl,
      JOBS_DATABASE_URL: jobsUrl,
      SECRET: 'a secret that is long enough to be one',
      STORAGE_DIR: storageDir,
      ...env,
    },
  });
  children.push(child);
  let said = '';
  const { stdout, stderr } = child;
  assert(stdout && stderr, 'the output is piped');
  for (const output of [stdout, stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // Not the event `close`: it does not come once the parent has disconnected.
  const all = Promise.all([once(child, 'exit'), once(stdout, 'end'), once(stderr, 'end')]);
  return {
    child,
    ready: new Promise((resolve) => child.once('message', (message) => resolve(message as { port: number }))),
    ended: all.then(([[code]]) => ({ code: code as number | null, said })),
  };
}

test('it says when it is ready, serves, and ends on SIGTERM', async () => {
  const { child, ready, ended } = start({});
  const { port } = await ready;
  const health = await fetch(`http://127.0.0.1:${port}/api/v1/core/health/`);
  expect(await health.json()).toMatchObject({ success: true });
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('it ends when whoever started it is gone', async () => {
  const { child, ready, ended } = start({});
  await ready;
  child.disconnect();
  expect((await ended).code).toBe(0);
});

test('it refuses to start as a superuser, in words', async () => {
  const { code, said } = await start({ APP_DATABASE_URL: database.urls.adminUrl }).ended;
  expect(code).toBe(1);
  expect(said).toContain(
    'The server does not start, because its database roles would not keep schools apart',
  );
  expect(said).not.toContain(' at ');
});
