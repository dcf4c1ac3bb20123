import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the repository, absolute, without a trailing separator. */
export const repositoryRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** What the tools keep between runs; may be deleted at any time. */
export const cacheFolder = join(repositoryRoot, '.cache');

/** Files that are, or are about to be, under version control: paths relative to the root, with forward slashes. */
export function repositoryFiles(...patterns: string[]): string[] {
  // A clone that belongs to someone else, as in a container, is read all the same.
  const args = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', [...args, '--', ...patterns], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(repositoryRoot, path)));
}
