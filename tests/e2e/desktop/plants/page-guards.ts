/** What a page must not reach, whatever runs in it. */
import { expect } from '@playwright/test';
import type { MainProcess } from '../launch/main-process.ts';
import { plantsIn, type Guard } from './guard.ts';

const fetchFrom = (main: MainProcess, url: string) =>
  main.evaluate(async ({ standIn }, asked) => {
    const answer = await standIn.schemes.get('app')?.(new Request(asked));
    return { status: answer?.status, policy: answer?.headers.get('content-security-policy') };
  }, url);

/** Whether the app forbids what the event is about. */
const isPrevented = (
  main: MainProcess,
  event: string,
  { url, isMainFrame = true }: { url: string; isMainFrame?: boolean },
): Promise<boolean> =>
  main.evaluate(
    ({ BrowserWindow }, asked) =>
      BrowserWindow.getAllWindows()[0]?.webContents.isPrevented(asked.event, asked.details) ?? false,
    { event, details: { url, isMainFrame } },
  );

export const pageGuards: readonly Guard[] = [
  {
    name: 'files outside of the screen',
    check: async (app) => {
      const main = await app.start();
      expect((await fetchFrom(main, 'app://bundle/index.html')).status).toBe(200);
      expect((await fetchFrom(main, 'app://bundle/assets/app.js')).status).toBe(200);
      const outside = [
        'app://bundle/..%2fsecret.txt',
        'app://bundle/%2e%2e%2fsecret.txt',
        'app://bundle/assets/..%2f..%2fsecret.txt',
        'app://bundle/..%5csecret.txt',
        'app://bundle/%2e%2e%5csecret.txt',
        'app://bundle/%2fetc%2fpasswd',
        'app://bundle/index.html%00.js',
        'app://bundle/%E0%A4%A',
        'app://elsewhere/index.html',
      ];
      for (const url of outside) expect((await fetchFrom(main, url)).status, url).toBe(404);
    },
    plants: [
      ...plantsIn('main/serve-app.ts', [
        ['return isOutside ? null : path;', 'return path;'],
        ['/[\\0\\\\]/.test(name)', '/[\\0]/.test(name)'],
      ]),
      ...plantsIn('main/app-origin.ts', [[' && url.host === APP_HOST', '']]),
    ],
  },
  {
    name: 'the policy of the page',
    check: async (app) => {
      const main = await app.start();
      for (const url of ['app://bundle/index.html', 'app://bundle/nothing.html']) {
        const { policy } = await fetchFrom(main, url);
        const directives = Object.fromEntries(
          (policy ?? '').split('; ').map((each) => [each.split(' ')[0], each.split(' ').slice(1).join(' ')]),
        );
        expect(directives).toMatchObject({
          'default-src': "'none'",
          'script-src': "'self'",
          'style-src-elem': "'self'",
          'connect-src': "'self'",
          'base-uri': "'none'",
          'form-action': "'none'",
          'frame-ancestors': "'none'",
          'require-trusted-types-for': "'script'",
          'trusted-types': 'ProseMirrorClipboard',
        });
      }
    },
    plants: [
      ...plantsIn('main/serve-app.ts', [["  'content-security-policy': CONTENT_SECURITY_POLICY,\n", '']]),
      ...plantsIn('ipc/content-security-policy.ts', [
        [`"script-src 'self'"`, `"script-src 'self' 'unsafe-inline'"`],
        [`"default-src 'none'"`, `"default-src *"`],
        [`  "require-trusted-types-for 'script'",\n`, ''],
      ]),
    ],
  },
  {
    name: 'the privileges of the scheme',
    check: async (app) => {
      const main = await app.start();
      expect(await main.evaluate(({ standIn }) => standIn.privileged)).toEqual([
        {
          scheme: 'app',
          privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
        },
      ]);
    },
    plants: plantsIn('main/serve-app.ts', [['standard: true,', 'standard: true, bypassCSP: true,']]),
  },
  {
    name: 'what a page is permitted',
    check: async (app) => {
      const main = await app.start();
      const given = await main.evaluate(({ standIn: { asked }, BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const names = [
          'media',
          'geolocation',
          'notifications',
          'clipboard-read',
          'clipboard-sanitized-write',
        ];
        const request = (from: unknown, name: string): boolean => {
          let isGiven = true;
          asked.request?.(from, name, (answer) => (isGiven = answer));
          return isGiven;
        };
        const foreign = { getURL: () => 'https://example.org/' };
        return {
          requested: names.filter((name) => request(contents, name)),
          checked: names.filter((name) => asked.check?.(contents, name, 'app://bundle') ?? true),
          foreign: names.filter(
            (name) => request(foreign, name) || (asked.check?.(foreign, name, 'https://example.org') ?? true),
          ),
          device: asked.device?.() ?? true,
        };
      });
      const copying = ['clipboard-sanitized-write'];
      expect(given).toEqual({ requested: copying, checked: copying, foreign: [], device: false });
    },
    plants: plantsIn('main/guard-contents.ts', [
      ['answer(permission === PERMITTED && isAppPage(contents.getURL()))', 'answer(true)'],
      [' && isAppPage(contents.getURL())', ''],
      ['permission === PERMITTED && isAppAddress(origin)', 'isAppAddress(origin)'],
      [' && isAppAddress(origin)', ''],
      ['setDevicePermissionHandler(() => false)', 'setDevicePermissionHandler(() => true)'],
    ]),
  },
  {
    name: 'going elsewhere',
    check: async (app) => {
      const main = await app.start();
      const elsewhere = [
        'https://example.org/',
        'https://bundle/index.html',
        'file:///etc/passwd',
        'app://elsewhere/index.html',
        'app://bundle/assets/app.js',
        'data:text/html,x',
      ];
      for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
        for (const url of elsewhere)
          expect(await isPrevented(main, event, { url }), `${event} ${url}`).toBe(true);
        expect(await isPrevented(main, event, { url: 'app://bundle/index.html#/settings' }), event).toBe(
          false,
        );
      }
      expect(await isPrevented(main, 'will-attach-webview', { url: 'https://example.org/' })).toBe(true);
    },
    plants: [
      ...plantsIn('main/guard-contents.ts', [
        ['    event.preventDefault();\n    log(', '    log('],
        ["  contents.on('will-navigate', stayHere);\n", ''],
        ["  contents.on('will-frame-navigate', stayHere);\n", ''],
        ["  contents.on('will-redirect', stayHere);\n", ''],
        ["contents.on('will-attach-webview'", "contents.on('did-attach-webview' as 'will-attach-webview'"],
        ["app.on('web-contents-created'", "app.once('browser-window-blur' as never"],
      ]),
      ...plantsIn('main/app-origin.ts', [[`url.protocol === \`\${APP_SCHEME}:\` && `, '']]),
    ],
  },
  {
    name: 'frames within the page',
    check: async (app) => {
      const main = await app.start();
      const within = (url: string) => isPrevented(main, 'will-frame-navigate', { url, isMainFrame: false });
      expect(await within('blob:app://bundle/0192a000')).toBe(false);
      for (const url of ['https://example.org/', 'blob:https://example.org/0192a000', 'data:text/html,x'])
        expect(await within(url), url).toBe(true);
      expect(await isPrevented(main, 'will-frame-navigate', { url: 'blob:app://bundle/0192a000' })).toBe(
        true,
      );
    },
    plants: [
      ...plantsIn('main/guard-contents.ts', [
        ['if (!event.isMainFrame && isMadeByApp(event.url)) return;', ''],
        ['!event.isMainFrame && isMadeByApp(event.url)', 'isMadeByApp(event.url)'],
        ['!event.isMainFrame && isMadeByApp(event.url)', '!event.isMainFrame'],
      ]),
      ...plantsIn('main/app-origin.ts', [['`blob:${APP_SCHEME}://${APP_HOST}/`', "'blob:'"]]),
    ],
  },
  {
    name: 'second windows and downloads',
    check: async (app) => {
      const main = await app.start();
      const outcome = await main.evaluate(({ BrowserWindow, session, standIn }) => {
        const action = BrowserWindow.getAllWindows()[0]?.webContents.onWindowOpen('https://example.org/');
        let isPrevented = false;
        session.defaultSession.emit('will-download', { preventDefault: () => (isPrevented = true) });
        return { action, isPrevented, opened: standIn.record.filter(({ kind }) => kind === 'openExternal') };
      });
      expect(outcome).toEqual({
        action: 'deny',
        isPrevented: true,
        opened: [{ kind: 'openExternal', url: 'https://example.org/' }],
      });
    },
    plants: plantsIn('main/guard-contents.ts', [
      ["{ action: 'deny' }", "{ action: 'allow' }"],
      ['(event) => event.preventDefault());', '() => undefined);'],
    ]),
  },
  {
    name: 'what a window is made of',
    check: async (app) => {
      const main = await app.start();
      const made = await main.evaluate(({ BrowserWindow, standIn }) => ({
        settings: BrowserWindow.getAllWindows().map(({ options }) => options.webPreferences),
        sandboxes: standIn.record.filter(({ kind }) => kind === 'enableSandbox').length,
      }));
      expect(made.sandboxes).toBe(1);
      expect(made.settings).toEqual([
        expect.objectContaining({
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          nodeIntegrationInWorker: false,
          nodeIntegrationInSubFrames: false,
          webSecurity: true,
          webviewTag: false,
        }),
      ]);
    },
    plants: [
      ...plantsIn('main/main-window.ts', [
        ['sandbox: true', 'sandbox: false'],
        ['contextIsolation: true', 'contextIsolation: false'],
        ['nodeIntegration: false', 'nodeIntegration: true'],
        ['webSecurity: true', 'webSecurity: false'],
        ['webviewTag: false', 'webviewTag: true'],
      ]),
      ...plantsIn('main/main.ts', [['app.enableSandbox();\n', '']]),
    ],
  },
];
