import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { createHash } from 'node:crypto';

interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  /** Built names carry a hash of their content. */
  readonly isImmutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.json': 'application/json',
};

/** The built screen by its path, `/index.html`: what is not in this list cannot be asked for, whatever a path says. */
export function readStaticFiles(folder: string): ReadonlyMap<string, StaticFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry): [string, StaticFile] => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      return [
        `/${relative(folder, path).split(sep).join('/')}`,
        {
          bytes: new Uint8Array(bytes),
          type: types[extname(entry.name)] ?? 'application/octet-stream',
          etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
          isImmutable: path.includes(`${sep}assets${sep}`),
        },
      ];
    }),
  );
}
