import { execFile, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

/** The operating system's account that PostgreSQL runs as. Undefined: the one this process runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. For root this gives the account that owns the data already, else the first
 * owner other than root among the folders above it, else `nobody`.
 */
export async function chooseAccount(dataPath: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (let folder = dataPath; ; folder = path.dirname(folder)) {
    if (existsSync(folder)) {
      const { uid, gid } = statSync(folder);
      if (uid !== 0) return { uid, gid };
    }
    if (folder === path.dirname(folder)) break;
  }
  const idOf = async (flag: '-u' | '-g') =>
    Number((await promisify(execFile)('id', [flag, 'nobody'])).stdout) | 0;
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

export interface RunResult {
  readonly isSuccess: boolean;
  readonly output: string;
}

/** Runs a program to its end as `account`, with nothing of this process' environment. Never rejects. */
export function run(
  command: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<RunResult> {
  const isWindows = process.platform === 'win32';
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(account && { uid: account.uid, gid: account.gid }),
      // A server's environment outlives its start and is no place for secrets; Windows cannot start programs without.
      ...(!isWindows && { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } }),
      // The account may be unable to enter the folder this process is in.
      cwd: path.parse(command).root,
      // On Windows a server that pg_ctl starts inherits pipes, and they would never close.
      stdio: ['ignore', isWindows ? 'ignore' : 'pipe', isWindows ? 'ignore' : 'pipe'],
      windowsHide: true,
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ isSuccess: false, output: error.message }));
    child.on('close', (code) => resolve({ isSuccess: code === 0, output: output.trim() }));
  });
}

export async function canEnter(folder: string, account: Account): Promise<boolean> {
  return (await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], account)).isSuccess;
}
