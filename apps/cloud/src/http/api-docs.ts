import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { html } from 'hono/html';
import type { AppEnv } from '../platform/request.ts';

type ServedFile = Readonly<{ type: string; read: () => string }>;

const css = 'text/css; charset=utf-8';
const javascript = 'text/javascript; charset=utf-8';

/** Swagger UI to try the API, and ReDoc to read it, from their npm packages: nothing is loaded from elsewhere. */
export function apiDocs(description: string): Hono<AppEnv> {
  const swagger = folderOf(import.meta.resolve('swagger-ui-dist/package.json'));
  const redoc = join(folderOf(import.meta.resolve('redoc/package.json')), 'bundles/redoc.standalone.js');
  const files: Readonly<Record<string, ServedFile>> = {
    'swagger-ui.css': { type: css, read: () => readText(join(swagger, 'swagger-ui.css')) },
    'swagger-ui-bundle.js': { type: javascript, read: () => readText(join(swagger, 'swagger-ui-bundle.js')) },
    'redoc.js': { type: javascript, read: () => onlyFromHere(readText(redoc)) },
  };
  const pages = new Hono<AppEnv>();
  pages.get('/', (c) => c.html(swaggerPage(c.var.secureHeadersNonce ?? '', description)));
  pages.get('/redoc', (c) => c.html(redocPage(c.var.secureHeadersNonce ?? '', description)));
  pages.get('/:file', (c, next) => {
    const name = c.req.param('file');
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (file === undefined) return next();
    c.header('cache-control', 'public, max-age=86400');
    c.header('content-type', file.type);
    return c.body(file.read());
  });
  return pages;
}

const folderOf = (url: string): string => dirname(fileURLToPath(url));

const readText = (path: string): string => readFileSync(path, 'utf8');

/**
 * ReDoc as our content security policy lets it run: its styles carry the nonce of the page that loads it, and the
 * one picture it would fetch from its makers' server is left out.
 * @throws when a newer ReDoc no longer has one of the two places
 */
export function onlyFromHere(bundle: string): string {
  return [
    ['r.nc=void 0', 'r.nc=document.currentScript.nonce'],
    ['https://cdn.redoc.ly/redoc/logo-mini.svg', 'data:,'],
  ].reduce((text, [place = '', instead = '']) => {
    const [before, after, ...others] = text.split(place);
    if (before === undefined || after === undefined || others.length > 0) {
      throw new Error(`ReDoc must have "${place}" once`);
    }
    return before + instead + after;
  }, bundle);
}

const swaggerPage = (nonce: string, description: string) =>
  page(
    'EduCrowd API',
    html`<link rel="stylesheet" href="/api/docs/swagger-ui.css" />`,
    html`<p><a href="/api/docs/redoc">Read the whole description on one page</a></p>
      <div id="swagger"></div>
      <script nonce="${nonce}" src="/api/docs/swagger-ui-bundle.js"></script>
      <script nonce="${nonce}">
        SwaggerUIBundle({ url: '${description}', dom_id: '#swagger', deepLinking: true });
      </script>`,
  );

// Searching would need a worker made from text, which the policy forbids; the browser's own search finds the same.
const redocPage = (nonce: string, description: string) =>
  page(
    'EduCrowd API, described',
    html``,
    html`<p><a href="/api/docs">Try it out</a></p>
      <main id="redoc"></main>
      <script nonce="${nonce}" src="/api/docs/redoc.js"></script>
      <script nonce="${nonce}">
        Redoc.init(
          '${description}',
          {
            nonce: document.currentScript.nonce,
            disableSearch: true,
            hideLoading: true,
            theme: {
              typography: {
                fontFamily: 'system-ui, sans-serif',
                headings: { fontFamily: 'system-ui, sans-serif' },
              },
            },
          },
          document.getElementById('redoc'),
        );
      </script>`,
  );

const page = (title: string, head: ReturnType<typeof html>, body: ReturnType<typeof html>) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${head}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
