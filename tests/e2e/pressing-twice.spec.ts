import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

test('Enter pressed twice, or a double click, makes one of everything', async ({
  newDesktop,
  openWindow,
}) => {
  await newDesktop.network.cut();
  const { page, origin, engine } = await openWindow(newDesktop);

  await test.step('one place to work', async () => {
    await page.getByRole('button', { name: 'Start without a school' }).click();
    await page.getByLabel('Your name').fill('Tessa Lindqvist');
    const start = page.getByRole('button', { name: 'Start on this computer' });
    await whileCallWaits(page, 'session/startLocal', () => twice(start));
    await expect(page.getByRole('heading', { name: 'Make your first course' })).toBeVisible();
    expect((await engine.session.state()).accounts).toHaveLength(1);
  });

  const dialogs = [
    { screen: 'courses', button: 'Create course', call: 'courses/createCourse' },
    { screen: 'campaigns', button: 'New campaign', call: 'campaigns/create' },
  ];
  for (const { screen, button, call } of dialogs) {
    await test.step(`one of: ${button}`, async () => {
      await page.goto(`${origin}/#/${screen}`);
      await page.getByRole('main').getByRole('button', { name: button }).first().click();
      const dialog = page.getByRole('dialog');
      const title = dialog.getByLabel('Title');
      await title.fill('Made once');
      await whileCallWaits(page, call, async () => {
        await title.press('Enter');
        await title.press('Enter');
        await twice(dialog.getByRole('button', { name: button }));
      });
      await expect(dialog).toBeHidden();
    });
  }

  await test.step('one first lesson', async () => {
    const made = await engine.courses.list();
    expect(made.map(({ title }) => title)).toEqual(['Made once']);
    expect((await engine.campaigns.list()).map(({ title }) => title)).toEqual(['Made once']);
    const courseId = made[0]?.id ?? '';
    await page.goto(`${origin}/#/course/${courseId}`);
    const first = page.getByRole('button', { name: 'Write the first lesson' });
    await whileCallWaits(page, 'courses/createSection', () => twice(first));
    await expect(page).toHaveURL(/\/lesson\//);
    expect((await engine.courses.outline({ courseId })).sections).toHaveLength(1);
  });
});

const twice = async (button: Locator): Promise<void> => {
  await button.click();
  await button.click();
};

/** Whatever asks for `call` meanwhile is answered afterwards, as by an engine that is busy. */
async function whileCallWaits(page: Page, call: string, act: () => Promise<void>): Promise<void> {
  const acted = Promise.withResolvers<void>();
  await page.route(`**/engine/${call}`, async (route) => {
    await acted.promise;
    await route.continue();
  });
  const answered = page.waitForResponse(`**/engine/${call}`);
  await act();
  acted.resolve();
  await answered;
}
