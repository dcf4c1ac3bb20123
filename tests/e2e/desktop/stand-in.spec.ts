/** What only the stand-in's own record can tell. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseInMenu, expect, startLocally, test } from './launch/desktop-test.ts';
import { isElectron, MAIN } from './launch/launch-app.ts';
import { startMain } from './launch/main-process.ts';

test.skip(isElectron, 'asks the stand-in itself');

test('a notification leads to its place, and no rule of the windows was broken', async ({ launch }) => {
  const app = await launch({ settings: { keychain: 'basic_text' } });
  const page = await app.window();
  await startLocally(page);
  await page.evaluate(() =>
    window.educrowd.call('notify', { title: 'Two pledges', body: 'for the river course', place: '/trash' }),
  );
  await app.evaluate(({ standIn }) => void standIn.notifications.at(-1)?.emit('click'));
  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible();

  const { said, violations } = await app.evaluate(({ standIn: { record } }) => ({
    said: record.filter(({ kind }) => kind === 'notification'),
    violations: record.filter(({ kind }) => kind === 'violation' || kind === 'blockedRequest'),
  }));
  expect(said).toEqual([{ kind: 'notification', title: 'Two pledges', body: 'for the river course' }]);
  expect(violations).toEqual([]);
});

test('an app whose data another one uses says so and ends', async ({ launch, folder }) => {
  const app = await launch();
  await expect((await app.window()).getByRole('heading', { name: 'Which school?' })).toBeVisible();
  const other = join(folder, 'other');
  const second = await startMain({
    main: MAIN,
    args: [`--user-data-dir=${other}`, `--data=${join(folder, 'data')}`],
  });
  expect(await second.ended).toBe(0);
  expect(await readFile(join(other, 'logs/educrowd.log'), 'utf8')).toContain('Another EduCrowd is using');
});

test('a command chosen while no window is open opens one and runs in it', async ({ launch }) => {
  const app = await launch();
  await startLocally(await app.window());
  await expect((await app.window()).getByRole('heading', { name: 'Make your first course' })).toBeVisible();
  await app.evaluate(({ app: electron, BrowserWindow }) => {
    // As on a Mac, where the app stays when its window is closed.
    electron.removeAllListeners('window-all-closed');
    for (const window of BrowserWindow.getAllWindows()) window.close();
  });
  await expect.poll(() => app.windows()).toEqual([]);

  await chooseInMenu(app, 'trash');
  const page = await app.window();
  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible();
  // Once, and not again when other screens offer it.
  await chooseInMenu(app, 'settings');
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await chooseInMenu(app, 'newCourse');
  await expect(page.getByRole('dialog').getByLabel('Title')).toBeVisible();
  expect(app.windows()).toHaveLength(1);
});
