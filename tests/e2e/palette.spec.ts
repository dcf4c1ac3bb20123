import { previewOf } from './fixtures/campaign-preview.ts';
import { chooseInPalette, openPalette } from './fixtures/palette.ts';
import { expect, test } from './fixtures/test.ts';

test('whatever a campaign’s screens offer is done from any of them by its name', async ({ teacher }) => {
  const { page, origin, engine } = teacher;
  const { id } = await engine.campaigns.create({ title: 'By name alone' });
  const updates = `${origin}/#/campaign/${id}/updates`;

  await test.step('something new is made and opened', async () => {
    await page.goto(updates);
    await chooseInPalette(page, 'reward', 'Add reward');
    await expect(page.getByLabel('Reward', { exact: true })).toHaveValue('New reward');
    await expect(page.getByLabel('Reward', { exact: true })).toBeFocused();
    // Its name is typed over. Again, where one is open already: the new one is shown.
    await page.keyboard.type('A postcard');
    await expect(page.getByLabel('Reward', { exact: true })).toHaveValue('A postcard');
    await chooseInPalette(page, 'reward', 'Add reward');
    await expect(page.getByLabel('Reward', { exact: true })).toHaveValue('New reward');
    await chooseInPalette(page, 'question', 'Add question');
    await expect(page.getByRole('textbox', { name: 'Question' })).toHaveValue('New question');
    await chooseInPalette(page, 'update', 'New update');
    await expect(page.getByRole('textbox', { name: 'Update title' })).toHaveValue('New update');
  });

  await test.step('going back leads out of a part, not through everything made in it', async () => {
    await page.goBack();
    await expect(page.getByRole('textbox', { name: 'Question' })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'Rewards' })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(updates);
    // The preview stays with the campaign, wherever going back leads the app.
    await expect(previewOf(page).getByRole('heading', { level: 1 })).toHaveText('By name alone');
    await expect(previewOf(page).getByText('New question')).toBeVisible();
  });

  await test.step('a draft has no page to copy or to open, and nothing to publish', async () => {
    await openPalette(page);
    await expect(page.getByRole('option', { name: 'Add reward' })).toBeVisible();
    await expect(page.getByRole('option', { name: /public page|Publish/ })).toHaveCount(0);
    await page.keyboard.press('Escape');
  });

  await test.step('the keys of the app work in the preview, too', async () => {
    await previewOf(page).getByRole('heading', { level: 1 }).click();
    await openPalette(page);
    await page.keyboard.press('Escape');
  });

  await test.step('below a dialog they do nothing: what was typed in it stays', async () => {
    await chooseInPalette(page, 'course', 'Create course');
    const dialog = page.getByRole('dialog', { name: 'What is the course called?' });
    await dialog.getByLabel('Title').fill('Half a thought');
    await page.keyboard.press('ControlOrMeta+k');
    await expect(dialog.getByLabel('Title')).toHaveValue('Half a thought');
    await expect(page.getByRole('dialog')).toHaveCount(1);
    await page.keyboard.press('Escape');
  });

  await test.step('what another window moved to Trash is shown no more, until it is put back', async () => {
    await engine.campaigns.trash({ kind: 'campaign', id });
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    await engine.campaigns.restore({ kind: 'campaign', id });
    await page.goto(`${origin}/#/campaign/${id}`);
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('By name alone');
  });
});

test('signing out and connecting to a school have names, too', async ({ teacher }) => {
  const { page } = teacher;
  await chooseInPalette(page, 'sign out', 'Sign out');
  const dialog = page.getByRole('dialog', { name: /^Sign out of / });
  await expect(dialog).toContainText('Everything stays on this computer.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await chooseInPalette(page, 'connect', 'Connect to a school');
  await expect(page.getByRole('heading', { name: 'Which school?' })).toBeVisible();
});
