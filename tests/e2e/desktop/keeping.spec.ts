/** Nothing that was typed is lost, whichever process dies; on the bundles that are shipped. */
import { join } from 'node:path';
import { lessonText, outline, syncPill } from '../fixtures/writing.ts';
import { chooseInMenu, expect, startLocally, test } from './launch/desktop-test.ts';

const COURSE = join(import.meta.dirname, '../school/course');

test('what was written is there after the engine died, after the app died, and after quitting', async ({
  launch,
}) => {
  const app = await launch();
  const page = await app.window();
  await startLocally(page);

  await test.step('a folder is imported through the dialog of the system', async () => {
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, COURSE);
    await chooseInMenu(app, 'import');
    await page.getByRole('button', { name: 'Choose folder' }).click();
    await expect(page.getByText(/items imported unchanged/)).toBeVisible();
    await outline(page).getByRole('treeitem', { name: 'The speed' }).click();
    await expect(lessonText(page)).toContainText('Throw the orange in');
  });

  const words = 'Every key is kept.';
  await test.step('keys pressed while the engine dies and starts again are kept', async () => {
    await lessonText(page).click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type(words.slice(0, 6));
    await app.killEngine();
    await expect(page.getByText(/^Restarting\. Keep this window open/)).toBeVisible();
    await page.keyboard.type(words.slice(6));
    await expect(page.getByText(/^Restarting\. Keep this window open/)).toBeHidden();
    await expect(lessonText(page)).toContainText(words);
    await expect(syncPill(page)).toHaveAccessibleName(/^Sync: On this computer/);
  });

  await test.step('what is pasted is cleaned, and the policy of the page is not broken', async () => {
    await lessonText(page).evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/html', '<p>Pasted <b>in</b><img src=x onerror="window.broken = true"></p>');
      text.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(lessonText(page)).toContainText('Pasted in');
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  });
  // What is found is on the disk. That it is seen says less: the app is killed without a moment to write it down.
  await chooseInMenu(app, 'palette');
  await expect(async () => {
    await page.getByRole('combobox').fill('pasted');
    await expect(page.getByRole('option', { name: /The speed/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await app.kill();

  const again = await launch();
  await test.step('after the app was killed, it opens where it was', async () => {
    const reopened = await again.window();
    await expect(lessonText(reopened)).toContainText('Throw the orange in');
    await expect(lessonText(reopened)).toContainText(words);
    await expect(lessonText(reopened)).toContainText('Pasted in');
  });
  expect(await again.quit()).toBe(0);
});
