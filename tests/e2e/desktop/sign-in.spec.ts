/** The sign-in is the keychain's: no page and no file ever holds it, and work stays when it is gone. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { approveDevice, signIn } from '../../../tools/stack/people.ts';
import { expectSynced } from '../fixtures/writing.ts';
import type { School } from '../school/school.ts';
import { expect, startLocally, test } from './launch/desktop-test.ts';
import { isElectron, type DesktopApp } from './launch/launch-app.ts';

/** Connects the window to the school, with the code confirmed in a browser. */
async function connect(page: Page, { origin, teacher }: School): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#/connect`);
  await page.getByLabel('School address').fill(origin);
  await page.getByRole('button', { name: 'Continue' }).click();
  const address = await page.getByText(/^Or visit http/).innerText();
  await approveDevice(await signIn(origin, teacher), /http\S+/.exec(address)?.[0] ?? '');
  await expectSynced(page);
}

/** What the keychain holds, as only the main process can read it. */
function keptToken(app: DesktopApp, folder: string): Promise<string> {
  const { tokens } = JSON.parse(readFileSync(join(folder, 'user/sign-ins.json'), 'utf8')) as {
    tokens: Record<string, string>;
  };
  return app.evaluate(
    async ({ safeStorage }, encrypted) => {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(encrypted, 'base64'));
      return result;
    },
    Object.values(tokens)[0] ?? '',
  );
}

/** Files of the app that hold the text. */
const filesWith = (folder: string, text: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(text));

test('the sign-in lives in the keychain alone, and outlives the app', async ({ launch, folder, school }) => {
  const app = await launch({
    prepare: async (context) => {
      await context.addInitScript(() => {
        // Everything that anybody tells the page.
        const heard: string[] = [];
        Object.assign(window, { heard });
        const note = (event: Event): void =>
          void heard.push(JSON.stringify((event as MessageEvent).data) ?? '');
        const { addEventListener } = MessagePort.prototype;
        MessagePort.prototype.addEventListener = function (this: MessagePort, ...args: unknown[]) {
          addEventListener.call(this, 'message', note);
          Reflect.apply(addEventListener, this, args);
        };
        window.addEventListener('message', note);
      });
    },
  });
  const page = await app.window();
  await startLocally(page);
  await connect(page, school);
  const token = await keptToken(app, folder);
  expect(token.length).toBeGreaterThan(20);

  await test.step('the page never saw it', async () => {
    const seen = await page.evaluate(() => ({
      heard: (window as unknown as { heard: string[] }).heard,
      stored: JSON.stringify([
        ...Object.entries(localStorage),
        ...Object.entries(sessionStorage),
        document.cookie,
      ]),
    }));
    expect(seen.heard.length).toBeGreaterThan(10);
    expect(seen.heard.filter((each) => each.includes(token))).toEqual([]);
    expect(seen.stored).not.toContain(token);
  });
  expect(await app.quit()).toBe(0);
  expect(filesWith(folder, token)).toEqual([]);

  await test.step('the next start is signed in', async () => {
    const again = await launch();
    await expectSynced(await again.window());
    expect(await again.quit()).toBe(0);
  });

  await test.step('a keychain that is locked for a moment is asked again', async () => {
    test.skip(isElectron, 'the keychain of this computer is not to be locked');
    const locked = await launch({ settings: { isKeychainLocked: true } });
    const reopened = await locked.window();
    await expect(reopened.getByText(/keychain does not give your sign-in/)).toBeVisible();
    await locked.evaluate(({ standIn }) => void (standIn.keychain.isLocked = false));
    await reopened.getByRole('button', { name: 'Try again' }).click();
    await expectSynced(reopened);
    expect(await locked.quit()).toBe(0);
  });

  await test.step('with another keychain the work is there, and a sign-in is asked for', async () => {
    test.skip(isElectron, 'the keychain of this computer is not to be changed');
    rmSync(join(folder, 'user/stand-in.key'));
    const other = await launch();
    const reopened = await other.window();
    await expect(reopened.getByText(/keychain does not give your sign-in/)).toBeVisible();
    await expect(reopened.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible();
    expect(await other.quit()).toBe(0);
  });
});
