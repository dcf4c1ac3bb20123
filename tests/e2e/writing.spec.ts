import { join } from 'node:path';
import { expect, test } from './fixtures/test.ts';
import { createDraft, expectSynced, lessonText, openLesson, writeParagraph } from './fixtures/writing.ts';

test('a lesson is written with blocks, a table and a picture, and taken back in steps', async ({
  teacher,
}) => {
  const { page } = teacher;
  await openLesson(teacher, await createDraft(teacher, { course: 'Blocks', lesson: 'All of them' }));
  const text = lessonText(page);

  await test.step('signs and the menu make blocks', async () => {
    await text.click();
    await page.keyboard.type('## Tools');
    await expect(text.getByRole('heading', { level: 2 })).toHaveText('Tools');
    await page.keyboard.press('Enter');
    await page.keyboard.type('/warn');
    await expect(page.getByRole('option', { name: 'Warning' })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Wet stones are slippery.');
    await expect(text.getByRole('note', { name: 'Warning' })).toContainText('Wet stones are slippery.');
  });

  await test.step('a table gets another row', async () => {
    await writeParagraph(page, '/table');
    await expect(page.getByRole('option', { name: 'Table' })).toBeVisible();
    await page.keyboard.press('Enter');
    const rows = text.getByRole('row');
    await expect(rows).toHaveCount(3);
    await page.keyboard.type('depth');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Add row below' }).click();
    await expect(rows).toHaveCount(4);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(rows).toHaveCount(3);
  });

  await test.step('a picture is chosen and described', async () => {
    // Asked for well before: the browser is told of it on another way than of the keys.
    const choosing = page.waitForEvent('filechooser');
    await writeParagraph(page, '/picture');
    await expect(page.getByRole('option', { name: 'Picture' })).toBeVisible();
    await page.keyboard.press('Enter');
    const picture = join(import.meta.dirname, 'school/course/2-in-the-field/1-measuring/profile.png');
    await (await choosing).setFiles(picture);
    // A picture without a description is none to the accessibility tree.
    const shown = text.locator('figure img');
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(900);
    await expectSynced(page);
  });
});
