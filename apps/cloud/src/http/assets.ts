/** Files that pages refer to: the built styles and islands, and the fonts. Read once, kept in memory. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, relative, sep } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import type { Logger } from '../platform/logger.ts';
import type { AppEnv } from '../platform/request.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly hash: string;
}

export interface Assets {
  /** Path to put into a page; changes with the file's content. Names are those below `dist`, e.g. `styles.css`. */
  url(name: string): string;
  readonly serve: MiddlewareHandler<AppEnv>;
}

/** The subset that nearly every page needs. */
export const TEXT_FONT = 'fonts/source-sans-3-latin-wght-normal.woff2';

export function loadAssets(logger: Logger): Assets {
  const assets = new Map<string, Asset>();
  const add = (name: string, bytes: Buffer): void => {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    assets.set(name, {
      bytes: new Uint8Array(bytes),
      type: types[extname(name)] ?? 'application/octet-stream',
      hash,
    });
  };
  const { resolve } = createRequire(import.meta.url);
  for (const name of ['@fontsource-variable/source-sans-3', '@fontsource-variable/jetbrains-mono']) {
    const folder = join(dirname(resolve(`${name}/package.json`)), 'files');
    for (const file of readdirSync(folder)) {
      if (file.endsWith('-wght-normal.woff2')) add(`fonts/${file}`, readFileSync(join(folder, file)));
    }
  }
  const url = (name: string): string => {
    const asset = assets.get(name);
    return asset ? `/assets/${name}?v=${asset.hash}` : `/assets/${name}`;
  };
  for (const file of filesBelow(DIST)) {
    if (!(extname(file) in types)) continue;
    const name = relative(DIST, file).split(sep).join('/');
    const bytes = readFileSync(file);
    // The fonts' own style sheets name their files relatively.
    const withFonts = (css: string): string =>
      css.replaceAll(
        /url\(["']?\.\/files\/([\w.-]+)["']?\)/g,
        (_all, font: string) => `url(${url(`fonts/${font}`)})`,
      );
    add(name, name.endsWith('.css') ? Buffer.from(withFonts(bytes.toString('utf8'))) : bytes);
  }
  add('icon.svg', readFileSync(resolve('@educrowd/shared/product-mark.svg')));
  if (!assets.has('styles.css')) logger.warn('The style sheet is missing: run `npm run build`.');
  return {
    url,
    serve: async (c, next) => {
      const asset = assets.get(c.req.path.replace(/^\/assets\//, ''));
      if (!asset) return next();
      const isPinned = c.req.query('v') === asset.hash;
      c.header('content-type', asset.type);
      c.header('etag', `"${asset.hash}"`);
      c.header('cache-control', isPinned ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
      return c.req.header('if-none-match') === `"${asset.hash}"` ? c.body(null, 304) : c.body(asset.bytes);
    },
  };
}

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
