/** What `postmaster.pid` says about a server, and whether to believe it. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const pidFile = (dataPath: string) => path.join(dataPath, 'postmaster.pid');

/**
 * The live server of this data folder. The file survives crashes, and after a reboot its pid may be anybody's; then
 * PostgreSQL would refuse to start for ever, so the file is removed.
 */
export async function findPostmaster(dataPath: string): Promise<Postmaster | undefined> {
  const lines = readLines(pidFile(dataPath));
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
  if (await isServerOf(pid, dataPath)) return { pid, port: Number(lines[3]) };
  rmSync(pidFile(dataPath), { force: true });
  return undefined;
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // also when it belongs to another account: then it is no server of ours
  }
}

/** A server stays in its data folder as its working directory; a process that died but was not collected has none. */
async function isServerOf(pid: number, dataPath: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === dataPath;
    if (process.platform === 'win32') {
      const { stdout } = await promisify(execFile)('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']);
      return stdout.includes('postgres');
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
    return stdout.includes(dataPath);
  } catch {
    return false;
  }
}

/**
 * Ends sessions that outlived a killed server: one in the midst of a long computation does not notice, and PostgreSQL
 * rightly refuses to start beside it. Only where Linux tells which processes those are; elsewhere they have to end by
 * themselves.
 */
export function endOrphans(dataPath: string): void {
  if (process.platform !== 'linux') return;
  const isOfServer = (pid: number) => attempt(() => readlinkSync(`/proc/${pid}/cwd`)) === dataPath;
  const pids = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && isOfServer(pid));
  for (const pid of pids) {
    // A session's title says what it does; a server's is its command line.
    const isSession = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.startsWith('postgres: ');
    const parent = Number(
      attempt(() => /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
    );
    if (isSession && !isOfServer(parent)) attempt(() => process.kill(pid, 'SIGQUIT'));
  }
}

/** The process may end at any moment. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
