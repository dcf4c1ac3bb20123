import { expect, test } from './fixtures/test.ts';
import { syncPill } from './fixtures/writing.ts';

test('eight windows of one browser open, save and hear of each other', async ({
  teacher,
  teacherDesktop,
}) => {
  const { page, context, origin } = teacher;
  const windows = [page];
  await test.step('each of them opens, however many are open', async () => {
    await page.goto(`${origin}/#/courses`);
    while (windows.length < 8) {
      const window = await context.newPage();
      windows.push(window);
      await window.goto(`${origin}/#/courses`);
      await expect(window.getByRole('heading', { level: 1, name: 'Courses' })).toBeVisible();
    }
  });

  await test.step('what the first one makes appears in all', async () => {
    await page.getByRole('button', { name: 'Create course' }).click();
    const title = page.getByRole('dialog').getByRole('textbox', { name: 'Title' });
    await title.fill('Eight windows');
    await title.press('Enter');
    await expect(page).toHaveURL(/#\/course\//);
    for (const window of windows.slice(1))
      await expect(window.getByRole('link', { name: 'Eight windows' })).toBeVisible();
  });

  await test.step('and so does that the network went', async () => {
    await teacherDesktop.network.cut();
    // What a computer tells its windows; without that, it would be noticed within a minute.
    await page.evaluate(() => window.dispatchEvent(new Event('offline')));
    for (const window of windows)
      await expect(syncPill(window)).toHaveAccessibleName(/School not answering|Offline since/);
  });
});
