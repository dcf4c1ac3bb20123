import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { previewOf } from './fixtures/campaign-preview.ts';
import { expect, test } from './fixtures/test.ts';
import { chooseInPalette } from './fixtures/palette.ts';
import { expectSynced, syncPill } from './fixtures/writing.ts';

const DAY_MS = 86_400_000;
/** In three weeks, as a native field of date and time takes it. */
const deadline = new Date(Date.now() + 21 * DAY_MS).toISOString().slice(0, 16);

test('a campaign is drafted without a network, and launched when there is one', async ({
  teacher,
  teacherDesktop,
  page: visitor,
  school,
}) => {
  const { page, origin } = teacher;
  const preview = previewOf(page);
  await expectSynced(page);
  await teacherDesktop.network.cut();

  await test.step('everything that is typed is in the preview a moment later', async () => {
    await page.goto(`${origin}/#/campaigns`);
    await page.getByRole('main').getByRole('button', { name: 'New campaign' }).first().click();
    await page.getByLabel('Title').fill('A telescope for the hill');
    await page.getByRole('dialog').getByRole('button', { name: 'New campaign' }).click();
    await expect(page.getByRole('heading', { name: 'Basics' })).toBeVisible();
    await page.getByLabel('Summary').fill('So that everybody in town can look up.');
    await expect(preview.getByRole('heading', { level: 1 })).toHaveText('A telescope for the hill');
    await expect(preview.getByText('So that everybody in town can look up.')).toBeVisible();

    await part(page, 'Story').click();
    await page.getByRole('textbox', { name: 'Story' }).click();
    await page.keyboard.type('The old one has a crack.');
    await expect(preview.getByText('The old one has a crack.')).toBeVisible();

    await part(page, 'Money').click();
    // The goal is typed while the other currency is still being saved, and read back.
    const isSlow = /\/engine\/campaigns\/(patch|read)$/;
    await page.route(isSlow, async (route) => {
      await sleep(400);
      await route.continue();
    });
    await page.getByLabel('Currency').selectOption('KWD');
    await page.getByLabel('Goal').fill('1234.5');
    await expect(page.getByText('KWD 1,234.500').first()).toBeVisible();
    await expect(preview.getByText('of KWD 1,234.500').first()).toBeVisible();
    await page.unrouteAll({ behavior: 'wait' });
    await page.getByLabel('Currency').focus();
    await page.getByLabel('Goal').fill('1.2345');
    await expect(page.getByText(/Amounts in KWD have at most 3 decimals/)).toBeVisible();
    // What is no amount is not stored, and not lost either.
    await part(page, 'Basics').click();
    await expect(preview.getByText('of KWD 1,234.500').first()).toBeVisible();
    await part(page, 'Money').click();
    await expect(page.getByLabel('Goal')).toHaveValue('1.2345');
    await expect(page.getByText(/Until then it stays at KWD\s1,234.500/)).toBeVisible();
    await page.getByLabel('Goal').fill('KWD 1234.5');
    await page.getByLabel('Currency').focus();
    await expect(page.getByText(/at most 3 decimals/)).toBeHidden();
  });

  await test.step('a part that is missing leads to its field', async () => {
    await page.getByRole('tab', { name: /^Checklist/ }).click();
    await page.getByRole('link', { name: 'Deadline' }).click();
    await expect(page.getByLabel('Deadline')).toBeFocused();
    await page.getByLabel('Deadline').fill(deadline);
    await expect(page.getByText(/The campaign ends on .+Coordinated Universal Time/)).toBeVisible();
    // Without its month it is no moment, and says what stays until it is one.
    await page.getByLabel('Deadline').press('Home');
    await page.getByLabel('Deadline').press('Delete');
    await expect(
      page.getByText(/^Fill in the whole date and time\. Until then it stays at .+ Time/),
    ).toBeVisible();
    await page.getByLabel('Deadline').fill(deadline);
    await expect(page.getByText(/^Fill in the whole date/)).toBeHidden();
    await page.getByRole('tab', { name: 'Preview' }).click();
  });

  await test.step('rewards are put in order with the keyboard', async () => {
    await part(page, 'Rewards').click();
    for (const [title, amount] of [
      ['A postcard', '5'],
      ['An evening at the telescope', '25'],
    ] as const) {
      await page.getByRole('button', { name: 'Add reward' }).click();
      await expect(page.getByLabel('Reward', { exact: true })).toHaveValue('New reward');
      await page.getByLabel('Reward', { exact: true }).fill(title);
      await page.getByLabel('From a pledge of').fill(amount);
    }
    await expect(preview.getByRole('heading', { level: 3 })).toHaveText([
      'A postcard',
      'An evening at the telescope',
    ]);
    await reward(page, 'An evening at the telescope').focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(reward(page, 'An evening at the telescope')).toBeFocused();
    await expect(preview.getByRole('heading', { level: 3 })).toHaveText([
      'An evening at the telescope',
      'A postcard',
    ]);
  });

  await test.step('passing through a currency without decimals loses no amount', async () => {
    await part(page, 'Money').click();
    const goal = page.getByLabel('Goal');
    const before = await goal.inputValue();
    await page.getByLabel('Currency').selectOption('JPY');
    await expect(page.getByText(/One amount does not exist in JPY/).first()).toBeVisible();
    await expect(goal).toHaveValue('');
    await page.getByLabel('Currency').selectOption('KWD');
    await expect(goal).toHaveValue(before);
    await part(page, 'Rewards').click();
  });

  await test.step('without a connection it cannot be launched, and all of it outlives the window', async () => {
    await expect(
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Campaigns' }),
    ).toHaveAttribute('aria-current', 'true');
    await page.getByRole('button', { name: 'Launch campaign' }).click();
    await expect(page.getByRole('dialog', { name: 'Launch “A telescope for the hill”?' })).toBeVisible();
    await expect(page.getByText(/Of every pledge that is paid, 5% goes to EduCrowd/)).toBeVisible();
    await expect(page.getByText('Launching needs a connection. Your draft is saved here.')).toBeVisible();
    await expect(page.getByRole('dialog').getByRole('button', { name: 'Launch campaign' })).toBeDisabled();
    await page.reload();
    await expect(page.getByRole('list', { name: 'Rewards' }).getByRole('listitem')).toHaveText([
      /^An evening at the telescope/,
      /^A postcard/,
    ]);
    await expect(preview.getByText('The old one has a crack.')).toBeVisible();
  });

  await test.step('launched, it is at the school at once', async () => {
    await teacherDesktop.network.restore();
    // What a computer tells its windows when it has a network again: the pause between two tries ends.
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(syncPill(page)).not.toHaveAccessibleName(/Offline|not answering/);
    await page.getByRole('button', { name: 'Launch campaign' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Launch campaign' }).click();
    await expect(page.getByText('A telescope for the hill is live', { exact: true })).toBeVisible();
    await part(page, 'Money').click();
    await expect(page.getByLabel('Goal')).toBeDisabled();
    await expect(page.getByText(/its goal, currency, deadline/)).toBeVisible();

    await visitor.goto(`${school.origin}/campaigns`);
    await visitor.getByRole('link', { name: 'A telescope for the hill' }).first().click();
    await expect(visitor.getByText('The old one has a crack.')).toBeVisible();
    await expect(visitor.getByText('of KWD 1,234.500').first()).toBeVisible();
  });

  await test.step('what no card can be charged stays in its field, and says so', async () => {
    await part(page, 'Rewards').click();
    await reward(page, 'A postcard').click();
    await page.getByLabel('From a pledge of').fill('5.125');
    await expect(
      page.getByText(/cards cannot be charged this exactly.+it stays at KWD\s5\.000/),
    ).toBeVisible();
    await expect(preview.getByText(/KWD\s5\.125/)).toBeHidden();
    await page.getByLabel('From a pledge of').fill('5.12');
    await expect(page.getByText(/cards cannot be charged this exactly/)).toBeHidden();
    await expect(preview.getByText(/KWD\s5\.120/).first()).toBeVisible();
  });

  await test.step('an update is published from the window, and is on the page', async () => {
    await part(page, 'Updates').click();
    await page.getByRole('button', { name: 'New update' }).first().click();
    await page.getByRole('textbox', { name: 'Update title' }).fill('The mirror has come');
    await page.getByRole('textbox', { name: 'Update text' }).click();
    await page.keyboard.type('It is two metres wide.');
    // A draft is in the preview where it will stand.
    await expect(preview.getByText('It is two metres wide.')).toBeVisible();
    await chooseInPalette(page, 'publish', 'Publish update');
    await page.getByRole('dialog').getByRole('button', { name: 'Publish update' }).click();
    await expect(page.getByText('The mirror has come is published', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Publish update' })).toBeHidden();
    await visitor.reload();
    await expect(visitor.getByText('It is two metres wide.')).toBeVisible();
    // Also where nobody is writing it any more.
    await part(page, 'Basics').click();
    await expect(preview.getByText('It is two metres wide.')).toBeVisible();
  });

  await test.step('the address of its page is copied from any part', async () => {
    await teacher.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await chooseInPalette(page, 'copy', 'Copy the address of the public page');
    await expect(page.getByText('Copied', { exact: true })).toBeVisible();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(address).pathname).toMatch(/^\/campaigns\//);
  });
});

const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: /^Parts of / }).getByRole('link', { name });
const reward = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Rewards' }).getByRole('button', { name: title }).first();
