/** Real servers in real processes, ended the hard way. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createClient } from '../client.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './start-embedded-postgres.ts';

const home = mkdtempSync(path.join(tmpdir(), 'embedded-postgres-'));
chmodSync(home, 0o711); // or root's servers would move out
// One database for most tests, for the time that creating one takes; each test leaves it stopped.
const dataDir = path.join(home, 'shared');
const dataPath = path.join(dataDir, 'cluster', 'data');
afterAll(() => rmSync(home, { recursive: true, force: true }));

const running: EmbeddedPostgres[] = [];
async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, mode: 'test', ...options });
  running.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function query<T>(server: EmbeddedPostgres, statement: string): Promise<T[]> {
  const client = createClient(server.superuserUrl, { max: 1 });
  const rows = await client.unsafe<(T & object)[]>(statement);
  await client.end();
  return [...rows];
}

/** Another Node process that starts a server, says how that went, and stays. */
async function startElsewhere(folder = dataDir): Promise<{ process: ChildProcess; said: string }> {
  const module = path.join(import.meta.dirname, 'start-embedded-postgres.ts');
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)}, mode: 'test' })
      .then(({ adopted }) => console.log(adopted ? 'adopted' : 'started'), (error) => console.log(error.code ?? error));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { process: child, said };
}

async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const postmasterPid = () =>
  Number(readFileSync(path.join(dataPath, 'postmaster.pid'), 'utf8').split('\n')[0]);

beforeAll(async () => {
  const server = await start();
  await query(server, 'create table kept (word text)');
  await query(server, "insert into kept values ('still here')");
  await server.stop();
});
const expectKept = async (server: EmbeddedPostgres) =>
  expect(await query(server, 'select word from kept')).toEqual([{ word: 'still here' }]);

test('data stays; the password is for the owner of the folder alone; repeated stops are harmless', async () => {
  const server = await start();
  expect(server.adopted).toBe(false);
  await expectKept(server);
  const { mode } = statSync(path.join(dataDir, 'cluster', 'superuser-password'));
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
  await Promise.all([server.stop(), server.stop()]);
  expect(existsSync(path.join(dataPath, 'postmaster.pid'))).toBe(false);
});

test('nobody gets in without the password, nor from another machine', async () => {
  const server = await start();
  const client = createClient(`postgres://postgres:guess@${server.host}:${server.port}/postgres`, { max: 1 });
  await expect(client`select 1`).rejects.toMatchObject({ code: '28P01' });
  await client.end();
  expect(await query(server, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  expect(await query(server, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  await server.stop();
});

test('what is not for tests survives a power cut', async () => {
  const server = await start({ mode: 'durable' });
  const rows = await query(
    server,
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums') order by 1`,
  );
  expect(rows).toEqual(
    ['data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit'].map((name) => ({
      name,
      setting: 'on',
    })),
  );
  await server.stop();
});

test('the process is killed: the next start takes its server over', async () => {
  const elsewhere = await startElsewhere();
  await killHard(elsewhere.process);
  const server = await start();
  expect(server.adopted).toBe(true);
  await expectKept(server);
  await server.stop();
});

test('the process is killed and the next start wants other settings: it gets them', async () => {
  const elsewhere = await startElsewhere();
  await killHard(elsewhere.process);
  const server = await start({ settings: { work_mem: '5MB' } });
  expect(server.adopted).toBe(false);
  expect(await query(server, 'show work_mem')).toEqual([{ work_mem: '5MB' }]);
  await expectKept(server);
  await server.stop();
});

test('server and process are killed: the next start recovers', async () => {
  const elsewhere = await startElsewhere();
  process.kill(postmasterPid(), 'SIGKILL');
  await killHard(elsewhere.process);
  const server = await start();
  expect(server.adopted).toBe(false);
  await expectKept(server);
  await server.stop();
});

test.runIf(process.platform === 'linux')(
  'a session that outlives its killed server does not block the next start',
  async () => {
    const server = await start();
    const client = createClient(server.superuserUrl, { max: 1 });
    const endless = client`select count(*) from generate_series(1, 1e9)`.catch((error: unknown) => error);
    while (
      (
        await query(
          server,
          "select from pg_stat_activity where query like '%1e9%' and state = 'active' and pid <> pg_backend_pid()",
        )
      ).length === 0
    );
    process.kill(postmasterPid(), 'SIGKILL');
    await server.stop();
    const next = await start();
    await expectKept(next);
    await next.stop();
    expect(await endless).toBeInstanceOf(Error);
    await client.end({ timeout: 1 });
  },
);

test('while its owner lives, a second start is refused', async () => {
  const server = await start();
  await expect(start()).rejects.toMatchObject({ code: 'IN_USE' });
  const elsewhere = await startElsewhere();
  await killHard(elsewhere.process);
  expect(elsewhere.said).toBe('IN_USE');
  await expectKept(server);
  await server.stop();
});

test('of two starts at once on an empty folder, one gets it and the other is told', async () => {
  const empty = path.join(home, 'raced');
  const both = await Promise.all([startElsewhere(empty), startElsewhere(empty)]);
  const said = both.map((each) => each.said);
  await Promise.all(both.map((each) => killHard(each.process)));
  expect(said).toContain('IN_USE');
  expect(said.filter((word) => word === 'started' || word === 'adopted')).toHaveLength(1);
  const server = await start({ dataDir: empty });
  expect(await query(server, 'select 1 as n')).toEqual([{ n: 1 }]);
  await server.stop();
});

test('a stale postmaster.pid with the number of some living process does not block', async () => {
  writeFileSync(
    path.join(dataPath, 'postmaster.pid'),
    `${process.pid}\n${dataPath}\n1\n1\n\n127.0.0.1\n1 1\nready\n`,
  );
  const server = await start();
  await expectKept(server);
  await server.stop();
});

test('half a database of a start that died is cleared away', async () => {
  const folder = path.join(home, 'half');
  const half = path.join(folder, '.unfinished-999999999-abcd');
  mkdirSync(half, { recursive: true });
  const server = await start({ dataDir: folder });
  await server.stop();
  expect(existsSync(half)).toBe(false);
});

test('data of another version of PostgreSQL is left alone', async () => {
  const version = path.join(dataPath, 'PG_VERSION');
  const present = readFileSync(version, 'utf8');
  writeFileSync(version, '9\n');
  await expect(start()).rejects.toMatchObject({
    code: 'UNUSABLE_DATA',
    message: expect.stringContaining('PostgreSQL 9'),
  });
  writeFileSync(version, present);
});

test('a wrong setting is an error with what the server said', async () => {
  await expect(start({ settings: { work_mem: 'plenty' } })).rejects.toMatchObject({
    code: 'START_FAILED',
    message: expect.stringContaining('work_mem'),
  });
});

test.runIf(process.getuid?.() === 0)(
  'for root, a folder that only root may enter is replaced by one outside',
  async () => {
    const closed = mkdtempSync(path.join(home, 'closed-'));
    const folder = path.join(closed, 'deep', 'down');
    const server = await start({ dataDir: folder });
    await query(server, 'create table made (id int)');
    await server.stop();
    const elsewhere = readFileSync(path.join(folder, 'location'), 'utf8').trim();
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(elsewhere, 'cluster', 'data')).uid).not.toBe(0);
    const again = await start({ dataDir: folder });
    expect(await query(again, 'select from made')).toEqual([]);
    await again.stop();
    rmSync(elsewhere, { recursive: true });
  },
);
