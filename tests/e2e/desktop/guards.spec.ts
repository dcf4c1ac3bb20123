/** What a page, a link or another program cannot do, seen from outside; on the bundles that are shipped. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@educrowd/shared/primitives/id';
import { isElectron, launchAgain, type DesktopApp } from './launch/launch-app.ts';
import { expect, startLocally, test } from './launch/desktop-test.ts';
import { repositoryRoot } from '../../../tools/repository.ts';

const PRELOAD = join(repositoryRoot, 'apps/desktop/dist/preload/preload.cjs');

/** What the app would have opened outside, from now on. */
const watchOutside = (app: DesktopApp): Promise<void> =>
  app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedOutside: opened });
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
const openedOutside = (app: DesktopApp): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { openedOutside: string[] }).openedOutside);

test('a page stays in the app, and reaches nothing but its bridge', async ({ launch, complaints }) => {
  // The page says of each attempt that it was refused.
  complaints.expect(/^Not allowed to load local resource|Content Security Policy|requires 'TrustedScript'/);
  const app = await launch();
  const page = await app.window();
  await startLocally(page);
  await expect(page.getByRole('heading', { name: 'Make your first course' })).toBeVisible();
  await watchOutside(app);

  await test.step('it has the bridge and nothing of Node', async () => {
    expect(
      await page.evaluate(() => {
        const window = globalThis as unknown as Record<string, object>;
        return {
          bridge: Object.keys(window['educrowd'] ?? {}).toSorted(),
          isFrozen: Object.isFrozen(window['educrowd']),
          foreign: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
        };
      }),
    ).toEqual({ bridge: ['call', 'isMac', 'listen', 'sourceOf'], isFrozen: true, foreign: [] });
  });

  await test.step('it cannot go elsewhere or open a window; web pages open outside', async () => {
    const before = page.url();
    await page.evaluate(() => {
      const link = (href: string, target: string) =>
        Object.assign(document.createElement('a'), { href, target, rel: 'noopener' });
      link('https://example.org/away', '_self').click();
      link('https://example.org/outside', '_blank').click();
      link('file:///etc/passwd', '_blank').click();
      link('ssh://example.org/away', '_blank').click();
    });
    await expect.poll(() => openedOutside(app)).toEqual(['https://example.org/outside']);
    await expect(page.getByRole('region', { name: /^Messages/ })).toContainText(
      '“ssh://example.org/away” was not opened.',
    );
    await expect.poll(() => app.windows().length).toBe(1);
    expect(page.url()).toBe(before);
  });

  await test.step('a frame within it shows what the page has made, and nothing else', async () => {
    const frame = (source: 'made' | 'elsewhere') =>
      page.evaluate((from) => {
        const made = (): string => URL.createObjectURL(new Blob(['<p>Made here</p>'], { type: 'text/html' }));
        const within = document.createElement('iframe');
        within.src = from === 'made' ? made() : 'https://example.org/';
        within.sandbox.add('allow-same-origin');
        within.title = from;
        document.body.append(within);
      }, source);
    await frame('made');
    await frame('elsewhere');
    await expect(page.frameLocator('[title=made]').getByText('Made here')).toBeVisible();
    expect(page.frames().filter((each) => each.url().startsWith('https://example.org'))).toEqual([]);
    await page.evaluate(() => {
      for (const within of document.querySelectorAll('iframe')) within.remove();
    });
  });

  await test.step('the way to other programs takes web pages and mail alone', async () => {
    const safe = ['mailto:ada@example.org', 'http://example.org/plain'];
    const others = ['file:///etc/passwd', 'smb://example.org/share', 'javascript:alert(1)'];
    const answers = await page.evaluate(
      (addresses) => Promise.all(addresses.map((url) => window.educrowd.call('openExternal', { url }))),
      [...safe, ...others],
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, false, false]);
    expect(await openedOutside(app)).toEqual(['https://example.org/outside', ...safe]);
  });

  await test.step('files outside of the screen cannot be asked for', async () => {
    const statuses = await page.evaluate(async () => {
      const paths = [
        'index.html',
        '..%2fmain%2fmain.js',
        '%2e%2e%2fmain%2fmain.js',
        '..%5cmain%5cmain.js',
        '%2fetc%2fpasswd',
        'index.html%00.js',
        'assets/..%2f..%2fmain%2fmain.js',
      ];
      return Promise.all(paths.map(async (path) => [path, (await fetch(`/${path}`)).status]));
    });
    expect(statuses.filter(([, status]) => status !== 404)).toEqual([['index.html', 200]]);
  });

  await test.step('its policy comes as a header and holds', async () => {
    const policy = await page.evaluate(async () =>
      (await fetch('/index.html')).headers.get('content-security-policy'),
    );
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(
      await page.evaluate(async () => {
        const reached = await fetch('https://example.org/').then(
          () => 'reached',
          () => 'blocked',
        );
        const script = document.createElement('script');
        try {
          script.textContent = 'window.broken = true';
          document.head.append(script);
        } catch {
          // Trusted types refuse the text itself.
        }
        return [reached, 'broken' in window];
      }),
    ).toEqual(['blocked', false]);
  });

  await test.step('it is permitted nothing but to copy a text', async () => {
    const states = await page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'clipboard-read',
        'clipboard-write',
      ];
      const asked = names.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return [name, state];
      });
      return Object.fromEntries(await Promise.all(asked)) as Record<string, string>;
    });
    expect(states).toEqual({
      geolocation: 'denied',
      notifications: 'denied',
      camera: 'denied',
      microphone: 'denied',
      'clipboard-read': 'denied',
      'clipboard-write': 'granted',
    });
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  await test.step('what it says is checked', async () => {
    const answers = await page.evaluate(async () => [
      await window.educrowd.call('notify', { title: 'x', body: '', place: 'https://example.org' }),
      await window.educrowd.call('constructor', {}),
      await window.educrowd.call('saveText', { fileName: '', text: 1 }),
    ]);
    // Which only the real Electron can tell: a file that a script has made lies nowhere, whatever it is called.
    if (isElectron)
      expect(await page.evaluate(() => window.educrowd.sourceOf(new File(['x'], '/etc/passwd')))).toBeNull();
    expect(answers).toMatchObject([
      { ok: false, error: { code: 'INVALID' } },
      { ok: false, error: { code: 'NOT_FOUND' } },
      { ok: false, error: { code: 'INVALID' } },
    ]);
  });

  await test.step('another page with the same bridge is refused', async () => {
    await app.evaluate(async ({ BrowserWindow }, preload) => {
      const options = { show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } };
      await new BrowserWindow(options).loadURL('data:text/html,<title>Foreign</title>');
    }, PRELOAD);
    await expect.poll(() => app.windows().map((each) => each.url().slice(0, 5))).toContain('data:');
    const foreign = app.windows().find((each) => each.url().startsWith('data:'));
    expect(
      await foreign?.evaluate(() =>
        window.educrowd.call('connect', undefined).then(
          () => 'answered',
          (error: unknown) => (error instanceof Error ? error.message : ''),
        ),
      ),
    ).toContain('refused');
  });
});

test('a second start and links lead to the one window, and to places alone', async ({
  launch,
  folder,
  complaints,
}) => {
  complaints.expect(/This course is not here/);
  const app = await launch({ args: ['educrowd://open/settings'] });
  const page = await app.window();
  await startLocally(page);
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  const courseId = newId();

  await test.step('a link opens its place', async () => {
    await launchAgain({ folder, args: [`educrowd://open/course/${courseId}`] });
    await expect.poll(() => new URL(page.url()).hash).toBe(`#/course/${courseId}`);
    expect(app.windows()).toHaveLength(1);
  });

  await test.step('a start without a link brings the window forward where it is', async () => {
    await launchAgain({ folder });
    await expect.poll(() => new URL(page.url()).hash).toBe(`#/course/${courseId}`);
    expect(app.windows()).toHaveLength(1);
  });

  await test.step('hostile links lead nowhere', async () => {
    const hostile = [
      'educrowd://open/course/../../etc?x=1',
      'educrowd://evil.example.org/course',
      'educrowd://open/%2e%2e%2fcourse',
      'educrowd:javascript:alert(1)',
      `educrowd://open/course/${courseId}#"><script>`,
    ];
    for (const link of hostile) await launchAgain({ folder, args: [link] });
    await launchAgain({ folder, args: ['educrowd://open/trash'] });
    await expect.poll(() => new URL(page.url()).hash).toBe('#/trash');
    const logs = await app.evaluate(({ app: electron }) => electron.getPath('logs'));
    const log = await readFile(join(logs, 'educrowd.log'), 'utf8');
    expect(log.match(/A link was refused/g)).toHaveLength(hostile.length);
  });
});
