/** Campaigns on the desktop, as they are drafted on a computer without a school. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { DesktopWindow } from '../fixtures/desktop.ts';
import { at, go, type DesktopScreen } from './desktop-screens.ts';

const PICTURE = join(import.meta.dirname, '../school/course/2-in-the-field/1-measuring/profile.png');
const DAY_MS = 86_400_000;

/** A campaign that only misses the amount of one reward. */
async function draftCampaign({ engine }: DesktopWindow): Promise<{ id: string; updateId: string }> {
  const { campaigns, materials } = engine;
  const { id: campaignId } = await campaigns.create({ title: 'A telescope for the hill' });
  const bytes = (await readFile(PICTURE)).toString('base64');
  const { materialId } = await materials.addPicture({ home: { campaignId }, name: 'profile.png', bytes });
  await campaigns.patch({
    campaignId,
    patch: {
      summary: 'So that everybody in town can look up, and see Saturn with their own eyes.',
      coverMaterialId: materialId,
      currency: 'KWD',
      goalMinor: 12_345_500,
      deadline: new Date(Date.now() + 21 * DAY_MS).toISOString(),
    },
  });
  const rewards = [
    {
      title: 'Eine Führung durch die Sternwarte mit der Schifffahrtsgesellschaftskapitänin',
      amountMinor: 25_000,
    },
    { title: 'Your name on the plate', amountMinor: 0 },
  ];
  for (const { title, amountMinor } of rewards) {
    const { id: rewardId } = await campaigns.createReward({ campaignId, title });
    await campaigns.patchReward({
      rewardId,
      patch: { amountMinor, limitCount: 40, deliveryMonth: '2027-03', description: 'For two people.' },
    });
  }
  await campaigns.createFaq({ campaignId, question: 'What if it rains?' });
  const { id: updateId } = await campaigns.createUpdate({ campaignId, title: 'The mirror has come' });
  return { id: campaignId, updateId };
}

export function campaignScreens(): DesktopScreen[] {
  let made = { id: '', updateId: '' };
  const part = (name: string, section: string, heading: string): DesktopScreen => ({
    name: `campaign-${name}`,
    open: async (window) => {
      await go(window, `/campaign/${made.id}/${section}`);
      await expect(window.page.getByRole('heading', { name: heading, level: 1, exact: true })).toBeVisible();
    },
  });
  return [
    at('campaigns-empty', '/campaigns', (page) =>
      page.getByRole('heading', { name: 'Draft your first campaign' }),
    ),
    {
      name: 'campaigns',
      open: async (window) => {
        made = await draftCampaign(window);
        await go(window, '/campaigns');
        await expect(window.page.getByText('A telescope for the hill')).toBeVisible();
      },
    },
    part('basics', 'basics', 'Basics'),
    part('money', 'money', 'Money'),
    part('dates', 'dates', 'Dates'),
    part('backers', 'backers', 'Backers'),
    part('rewards', 'rewards', 'Rewards'),
    {
      name: 'campaign-reward',
      open: async ({ page }) => {
        await page.getByRole('button', { name: /^Your name on the plate/ }).click();
        await expect(page.getByLabel('From a pledge of')).toBeVisible();
      },
    },
    {
      name: 'campaign-checklist',
      open: async ({ page }) => {
        await page.getByRole('button', { name: 'Show or hide the details' }).focus();
        if (!(await page.getByRole('tab', { name: /^Checklist/ }).isVisible()))
          await page.keyboard.press('Enter');
        await page.getByRole('tab', { name: /^Checklist/ }).click();
        await expect(page.getByText('2 things are missing')).toBeVisible();
      },
    },
    {
      name: 'campaign-launch',
      open: async (window) => {
        await part('rewards', 'rewards', 'Rewards').open(window);
        await window.page.keyboard.press('ControlOrMeta+k');
        await window.page.keyboard.type('Launch');
        await window.page.getByRole('option', { name: 'Launch campaign' }).click();
        await expect(window.page.getByRole('dialog', { name: /^Launch / })).toBeVisible();
      },
    },
    {
      name: 'campaign-update',
      open: async (window) => {
        await go(window, `/campaign/${made.id}/updates/${made.updateId}`);
        await expect(window.page.getByRole('textbox', { name: 'Update text' })).toBeVisible();
      },
    },
  ];
}
