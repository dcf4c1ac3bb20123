/** What the app, its engine and its crashes have to say, in a file of bounded size on this computer. It is sent nowhere. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface LogFile {
  readonly path: string;
  write(line: string): void;
}

/** A full file is kept until the next one is full. */
const MAX_BYTES = 512 * 1024;
const MAX_LINE = 8_000;

export function openLogFile(folder: string, maxBytes: number = MAX_BYTES): LogFile {
  const path = join(folder, 'educrowd.log');
  return {
    path,
    write(line) {
      // At once and not later: the next moment may be the end.
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (sizeOf(path) > maxBytes) renameSync(path, join(folder, 'educrowd.previous.log'));
        appendFileSync(path, `${new Date().toISOString()} ${line.slice(0, MAX_LINE)}\n`, { mode: 0o600 });
      } catch (error) {
        // A disk that is full, or a folder that cannot be made, must not take the app along.
        process.stderr.write(`The log cannot be written: ${String(error)}\n`);
      }
    },
  };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
