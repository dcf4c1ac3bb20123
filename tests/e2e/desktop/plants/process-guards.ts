/** What messages, links, other programs and the keychain must not bring about. */
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { MainProcess } from '../launch/main-process.ts';
import { plantsIn, type Guard } from './guard.ts';
import { TOKEN, WORKSPACE, type BuiltApp } from './weakened-app.ts';

/** What the app's own page asks. */
const ask = (main: MainProcess, procedure: string, input?: unknown): Promise<unknown> =>
  main.evaluate(
    ({ BrowserWindow, standIn }, asked) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const event = { sender: contents, senderFrame: contents?.mainFrame };
      return standIn.invoke('window-call', event, [asked.procedure, asked.input]);
    },
    { procedure, input },
  );
const quit = async (main: MainProcess): Promise<void> => {
  await main.evaluate(({ app }) => void setTimeout(() => app.quit()));
  await main.ended;
};
const keptFile = (folder: string): string => join(folder, 'user/sign-ins.json');

const OTHER_WORKSPACE = '0192a000-0000-7000-8000-000000000002';

/** Puts sign-ins of an earlier day into the file: texts as this keychain encrypts them, bytes as they are. */
async function keepOlder(
  app: BuiltApp,
  given: Record<string, string | Buffer>,
): Promise<Record<string, string>> {
  const main = await app.start();
  const tokens: Record<string, string> = {};
  for (const [workspaceId, what] of Object.entries(given))
    tokens[workspaceId] =
      typeof what === 'string'
        ? await main.evaluate(
            async ({ safeStorage }, text) => (await safeStorage.encryptStringAsync(text)).toString('base64'),
            what,
          )
        : what.toString('base64');
  await quit(main);
  await writeFile(keptFile(app.folder), JSON.stringify({ version: 1, tokens }));
  return tokens;
}

export const processGuards: readonly Guard[] = [
  {
    name: 'foreign senders',
    check: async (app) => {
      const main = await app.start();
      const answers = await main.evaluate(async ({ BrowserWindow, standIn }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const url = 'app://bundle/index.html';
        const foreign = { url: 'https://example.org/' };
        const senders = {
          own: { sender: contents, senderFrame: contents?.mainFrame },
          gone: { sender: contents, senderFrame: null },
          'a frame within': { sender: contents, senderFrame: { url } },
          'another page': { sender: { mainFrame: foreign }, senderFrame: foreign },
        };
        const asked = Object.entries(senders).map(async ([name, event]) => {
          const answer = standIn.invoke('window-call', event, [
            'openExternal',
            { url: 'https://example.org/' },
          ]);
          return [
            name,
            await answer.then(
              () => 'answered',
              (error: unknown) => (error instanceof Error ? error.message : ''),
            ),
          ] as const;
        });
        return Object.fromEntries(await Promise.all(asked));
      });
      expect(answers).toEqual({
        own: 'answered',
        gone: 'refused',
        'a frame within': 'refused',
        'another page': 'refused',
      });
    },
    plants: [
      ...plantsIn('main/answer-windows.ts', [['if (isFromApp(event)) return;', 'if (event) return;']]),
      ...plantsIn('main/app-origin.ts', [
        [' && senderFrame === sender.mainFrame', ''],
        [' && isAppPage(senderFrame.url)', ''],
      ]),
    ],
  },
  {
    name: 'the way to other programs',
    check: async (app) => {
      const main = await app.start();
      const safe = ['https://example.org/', 'http://example.org/', 'mailto:ada@example.org'];
      for (const url of safe)
        expect(await ask(main, 'openExternal', { url }), url).toMatchObject({ ok: true });
      const others = [
        'file:///etc/passwd',
        'smb://example.org/share',
        'ms-settings:privacy',
        'javascript:alert(1)',
        'no address',
      ];
      for (const url of others)
        expect(await ask(main, 'openExternal', { url }), url).toMatchObject({
          ok: false,
          error: { code: 'INVALID', message: expect.stringContaining(url) },
        });
      const record = await main.evaluate(({ standIn }) => standIn.record);
      expect(record.flatMap(({ kind, url }) => (kind === 'openExternal' ? [url] : []))).toEqual(safe);
    },
    plants: plantsIn('main/safe-open-external.ts', [
      ['url === null || !SAFE.has(url.protocol)', 'url === null'],
      ["['https:', 'http:', 'mailto:']", "['https:', 'http:', 'mailto:', 'file:']"],
    ]),
  },
  {
    name: 'links',
    check: async (app) => {
      const main = await app.start();
      await ask(main, 'connect');
      const course = `course/${WORKSPACE}`;
      const links = [
        `educrowd://open/${course}`,
        `educrowd://elsewhere/${course}`,
        `educrowd://open/${course}?run=1`,
        `educrowd://open/${course}#run`,
        `educrowd://ada@open/${course}`,
        'educrowd://open/javascript:alert(1)',
        'educrowd://open/course/%2e%2e%2fetc',
        `educrowd://open/${'course/'.repeat(100)}`,
        'https://example.org/',
      ];
      const led = await main.evaluate(async ({ app: electron, standIn }, given) => {
        for (const link of given) electron.emit('second-instance', {}, ['educrowd', link]);
        electron.emit('open-url', { preventDefault: () => undefined }, given[1]);
        await new Promise((resolve) => setImmediate(resolve));
        return standIn.record.filter(({ kind, channel }) => kind === 'sent' && channel === 'window-event');
      }, links);
      expect(led).toEqual([
        { kind: 'sent', channel: 'window-event', args: [{ type: 'open', place: `/${course}` }] },
      ]);
    },
    plants: [
      ...plantsIn('main/deep-link.ts', [
        ["url.host === 'open'", 'url.host !== null'],
        ['url.search, url.hash', "''"],
        ['url.username, url.password', "''"],
        ['  .pipe(place);', ';'],
      ]),
      ...plantsIn('ipc/place.ts', [['[a-z]{1,30}', '[^/]{1,40}']]),
    ],
  },
  {
    name: 'a second start',
    check: async (app) => {
      await mkdir(join(app.folder, 'user'), { recursive: true });
      await writeFile(join(app.folder, 'user/stand-in.lock'), String(process.pid));
      const second = await app.start();
      const windows = second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
      await expect(windows).rejects.toThrow('ended');
      expect(await second.ended).toBe(0);
    },
    plants: plantsIn('main/main.ts', [['if (app.requestSingleInstanceLock())', 'if (log)']]),
  },
  {
    name: 'switches of an installed app',
    check: async (app) => {
      const elsewhere = join(app.folder, 'elsewhere');
      const args = [`--data=${elsewhere}`, '--school=https://example.org'];
      const main = await app.start({ settings: { isPackaged: true }, args });
      await quit(main);
      const started = await app.engineStart();
      expect(started.args).toEqual(['--data', join(app.folder, 'user/data'), '--version', '0.0.0']);
    },
    plants: plantsIn('main/launch-options.ts', [['if (app.isPackaged)', 'if (false)']]),
  },
  {
    name: 'sign-ins on the disk',
    check: async (app) => {
      await quit(await app.start());
      const kept = await readFile(keptFile(app.folder), 'utf8');
      expect((await stat(keptFile(app.folder))).mode & 0o777).toBe(0o600);
      expect(kept).toContain(WORKSPACE);
      const { tokens } = JSON.parse(kept) as { tokens: Record<string, string> };
      expect(Buffer.from(tokens[WORKSPACE] ?? '', 'base64').toString('latin1')).not.toContain(TOKEN);
      expect(kept).not.toContain(TOKEN);
      // The next engine has it from the start.
      await quit(await app.start());
      expect((await app.engineStart()).start).toMatchObject({
        keepsTokens: true,
        tokens: { [WORKSPACE]: TOKEN },
      });
    },
    plants: [
      ...plantsIn('main/keychain.ts', [
        ['(await safeStorage.encryptStringAsync(token))', 'Buffer.from(token)'],
        ['tokens.set(workspaceId, result);', ''],
      ]),
      ...plantsIn('main/replace-file.ts', [["'wx', 0o600", "'wx', 0o644"]]),
    ],
  },
  {
    name: 'sign-ins without a keychain',
    check: async (app) => {
      for (const keychain of ['basic_text', 'none'] as const) {
        await quit(await app.start({ settings: { keychain } }));
        expect((await app.engineStart()).start.keepsTokens).toBe(false);
        const kept = existsSync(keptFile(app.folder)) ? await readFile(keptFile(app.folder), 'utf8') : '';
        expect(kept).not.toContain(WORKSPACE);
      }
    },
    plants: plantsIn('main/keychain.ts', [
      ["!['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())", 'true'],
      ['if (token !== null && keepsTokens)', 'if (token !== null)'],
    ]),
  },
  {
    name: 'sign-ins of a locked keychain',
    check: async (app) => {
      const [locked, foreign] = [OTHER_WORKSPACE, '0192a000-0000-7000-8000-000000000003'];
      await keepOlder(app, {
        [locked]: 'an older token',
        [foreign]: Buffer.from('what another key has encrypted'),
      });
      const main = await app.start({ settings: { isKeychainLocked: true } });
      expect((await app.engineStart()).start).toMatchObject({ tokens: {}, locked: [locked, foreign] });
      await main.evaluate(({ standIn }) => void (standIn.keychain.isLocked = false));
      // The engine asks again when a window comes.
      await ask(main, 'connect');
      await expect.poll(() => app.engineTold(), { timeout: 5_000 }).toContain(`"${locked}":"an older token"`);
      await quit(main);
      const kept = await readFile(keptFile(app.folder), 'utf8');
      expect(kept).toContain(locked);
      expect(kept).toContain(foreign);
    },
    plants: [
      ...plantsIn('main/keychain.ts', [
        ["log('The keychain gives no", "kept.delete(workspaceId);\n      log('The keychain gives no"],
        ['for (const tell of listeners) ', 'for (const tell of listeners.slice(1)) '],
        ['locked: () => [...locked]', 'locked: () => []'],
      ]),
      ...plantsIn('main/connect-windows.ts', [
        ['onAskKeychain: keychain.readAgain,', 'onAskKeychain: () => undefined,'],
      ]),
    ],
  },
  {
    name: 'sign-ins under an older key',
    check: async (app) => {
      const older = await keepOlder(app, { [OTHER_WORKSPACE]: 'an older token' });
      await quit(await app.start({ settings: { isKeyOutdated: true } }));
      expect((await app.engineStart()).start.tokens).toEqual({ [OTHER_WORKSPACE]: 'an older token' });
      const { tokens } = JSON.parse(await readFile(keptFile(app.folder), 'utf8')) as {
        tokens: Record<string, string>;
      };
      expect(tokens[OTHER_WORKSPACE]).toBeDefined();
      expect(tokens[OTHER_WORKSPACE]).not.toBe(older[OTHER_WORKSPACE]);
    },
    plants: plantsIn('main/keychain.ts', [['if (shouldReEncrypt)', 'if (shouldReEncrypt && !keepsTokens)']]),
  },
  {
    name: 'sign-ins and the window',
    check: async (app) => {
      await quit(await app.start());
      const main = await app.start();
      await ask(main, 'connect');
      const said = await main.evaluate(({ standIn }) =>
        JSON.stringify(standIn.record.filter(({ kind }) => kind === 'sent')),
      );
      expect(said).toContain('engine-port');
      expect(said).not.toContain(TOKEN);
    },
    plants: plantsIn('main/connect-windows.ts', [
      [
        'window.postMessage(channels.port, null, [port2])',
        'window.postMessage(channels.port, keychain.tokens(), [port2])',
      ],
    ]),
  },
  {
    name: 'what may be imported',
    check: async (app) => {
      const main = await app.start();
      const { importKey } = (await app.engineStart()).start;
      const sign = (path: string) => ({
        path,
        grant: createHmac('sha256', importKey).update(path).digest('hex'),
      });
      await ask(main, 'connect');
      expect(await ask(main, 'chooseImport', { kind: 'folder' })).toEqual({ ok: true, output: null });
      await main.evaluate(({ dialog }) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/courses/Botany'] });
      });
      const chosen = { ok: true, output: sign('/courses/Botany') };
      expect(await ask(main, 'chooseImport', { kind: 'folder' })).toEqual(chosen);
      expect(await ask(main, 'chooseImport', { kind: 'folder', path: '/etc' })).toMatchObject({ ok: false });
      const dropped = await main.evaluate(async ({ BrowserWindow, standIn }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        const own = { sender: contents, senderFrame: contents?.mainFrame };
        const within = { sender: contents, senderFrame: { url: 'app://bundle/index.html' } };
        return [
          await standIn.invoke('window-drop', own, ['/courses/Zoology']),
          await standIn.invoke('window-drop', own, ['']),
          await standIn.invoke('window-drop', within, ['/etc/passwd']).catch(() => 'refused'),
        ];
      });
      expect(dropped).toEqual([sign('/courses/Zoology'), null, 'refused']);
      const said = await main.evaluate(({ standIn }) =>
        JSON.stringify(standIn.record.filter(({ kind }) => kind === 'sent')),
      );
      expect(said).not.toContain(importKey);
      await quit(main);
      await quit(await app.start());
      expect((await app.engineStart()).start.importKey).not.toBe(importKey);
    },
    plants: [
      ...plantsIn('main/grant-source.ts', [["path === undefined || path === ''", 'path === undefined']]),
      ...plantsIn('main/answer-windows.ts', [
        ['    checkSender(event);\n    return onDrop', '    return onDrop'],
      ]),
      ...plantsIn('main/main.ts', [["randomBytes(32).toString('hex')", "'0'.repeat(64)"]]),
    ],
  },
  {
    name: 'where a text is saved',
    check: async (app) => {
      const main = await app.start();
      await ask(main, 'saveText', { fileName: '../../evil/../name', text: 'x' });
      const dialogs = await main.evaluate(({ standIn }) =>
        standIn.record.filter(({ kind }) => kind === 'dialog').map(({ options }) => options),
      );
      expect(dialogs).toEqual([{ defaultPath: join(app.folder, 'user/documents/..-..-evil-..-name') }]);
    },
    plants: plantsIn('main/window-handlers.ts', [
      ["fileName.replaceAll(/[\\\\/:*?\"<>|\\0]/g, '-')", 'fileName'],
    ]),
  },
  {
    name: 'a window with typing that is not saved',
    check: async (app) => {
      const main = await app.start();
      const letsGo = (choice: number): Promise<boolean | undefined> =>
        main.evaluate(({ BrowserWindow, dialog }, chosen) => {
          dialog.showMessageBoxSync = () => chosen;
          return BrowserWindow.getAllWindows()[0]?.webContents.isPrevented('will-prevent-unload', {});
        }, choice);
      expect([await letsGo(0), await letsGo(1)]).toEqual([false, true]);
    },
    plants: [
      ...plantsIn('main/ask-before-closing.ts', [['if (choice === 1) event', 'event']]),
      ...plantsIn('main/main-window.ts', [['  askBeforeClosing(window, t);\n', '']]),
    ],
  },
  {
    name: 'crashes',
    check: async (app) => {
      const main = await app.start();
      const started = await main.evaluate(({ app: electron, standIn }) => {
        electron.emit('render-process-gone', {}, null, { reason: 'crashed', exitCode: 5 });
        return standIn.record.filter(({ kind }) => kind === 'crashReporter');
      });
      expect(started).toEqual([{ kind: 'crashReporter', uploadToServer: false }]);
      const log = await readFile(join(app.folder, 'user/logs/educrowd.log'), 'utf8');
      expect(log).toContain("A window's process is gone: crashed (5)");
    },
    plants: plantsIn('main/note-crashes.ts', [
      ['uploadToServer: false', 'uploadToServer: true'],
      [
        "if (reason !== 'clean-exit') log.write(`A window's",
        "if (reason === 'clean-exit') log.write(`A window's",
      ],
    ]),
  },
];
