/** The built screen under `app://bundle/`: files of one folder, never anything outside of it. */
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from '../ipc/content-security-policy.ts';
import { APP_SCHEME, isAppAddress } from './app-origin.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.json': 'application/json',
};

const headers = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Has to be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

export function serveApp(rendererFolder: string): void {
  protocol.handle(APP_SCHEME, async ({ url, method }) => {
    const path = method === 'GET' && isAppAddress(url) ? fileIn(rendererFolder, url) : null;
    const bytes = path === null ? null : await readFile(path).catch(() => null);
    if (path === null || bytes === null)
      return new Response('There is nothing here.', { status: 404, headers });
    const type = types[extname(path)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': type } });
  });
}

/** The file that an address names; null when it leads out of the folder or is no path at all. */
function fileIn(folder: string, url: string): string | null {
  const name = decoded(new URL(url).pathname);
  // Where a backslash separates, it would be read as a part of the way.
  if (name === null || /[\0\\]/.test(name)) return null;
  const path = join(folder, name);
  const way = relative(folder, path);
  const isOutside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  return isOutside ? null : path;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
