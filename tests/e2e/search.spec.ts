import { expect, test } from './fixtures/test.ts';
import { createDraft, lessonText, openLesson, writeParagraph } from './fixtures/writing.ts';

test('search finds a word as soon as it is written, without a network', async ({
  teacher,
  teacherDesktop,
}) => {
  const { page } = teacher;
  await teacherDesktop.network.cut();
  const draft = await createDraft(teacher, { course: 'Names of winds', lesson: 'Föhn' });
  await openLesson(teacher, draft);
  await writeParagraph(page, 'The Zephyrus blows from the west, mildly.');

  await page.keyboard.press('ControlOrMeta+Shift+f');
  await page.getByRole('searchbox', { name: 'Search everything' }).fill('zephyr');
  const hit = page.getByRole('main').getByRole('link', { name: /Föhn/ });
  await expect(hit).toContainText('The Zephyrus blows');
  await expect(hit.locator('mark')).toHaveText('Zephyrus');

  await test.step('accents do not matter, and a hit leads to its lesson', async () => {
    await page.getByRole('searchbox', { name: 'Search everything' }).fill('fohn');
    await hit.click();
    await expect(lessonText(page)).toContainText('Zephyrus');
  });

  await test.step('the palette finds it too, and does what it names', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('zephyr');
    await expect(page.getByRole('option', { name: /Föhn/ })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Dark appearance');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});
