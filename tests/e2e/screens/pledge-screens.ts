/** Everything that a guest sees who pledges, from the reward to the receipt, in the states that matter. */
import { expect, type Page } from '@playwright/test';
import type { School } from '../school/school.ts';
import { cards, enterCard, fillDetails, openDetails, pledge } from '../fixtures/backer.ts';
import type { Screen } from './screen.ts';

export function backerScreens(school: School): Screen[] {
  const { origin, campaign, longCampaign, yenCampaign } = school;
  const step = (of: { readonly id: string }, query = ''): string =>
    `${origin}/campaigns/${of.id}/pledge${query}`;
  return [
    { name: 'pledge-reward', open: async (page) => void (await page.goto(step(campaign))) },
    {
      name: 'pledge-reward-errors',
      open: async (page) => {
        await page.goto(step(campaign));
        await page.getByRole('radio', { name: /A morning at the stream/ }).check();
        await page.getByLabel(/Your pledge in/).fill('2');
        await page.getByRole('button', { name: 'Continue to your details' }).click();
        await expect(page.getByRole('alert')).toBeVisible();
      },
    },
    { name: 'pledge-reward-long', open: async (page) => void (await page.goto(step(longCampaign))) },
    {
      name: 'pledge-details',
      open: (page) => openDetails(page, school, { campaign, reward: /A morning at the stream/ }),
    },
    {
      name: 'pledge-details-errors',
      open: async (page) => {
        await openDetails(page, school, { campaign, amount: '1500.50' });
        await page.getByRole('button', { name: /^Pledge/ }).click();
        await expect(page.getByRole('alert')).toBeVisible();
      },
    },
    {
      name: 'pledge-details-long',
      open: (page) =>
        openDetails(page, school, { campaign: longCampaign, reward: /besichtigungs/, amount: '1234.560' }),
    },
    {
      name: 'card',
      open: async (page) => {
        await openDetails(page, school, { campaign, reward: /A morning at the stream/ });
        await fillDetails(page, { name: 'Nele Brandt', email: 'nele@riverside.example' });
        await expect(page.getByText('no real money')).toBeVisible();
      },
    },
    { name: 'card-declined', open: (page) => decline(page) },
    {
      name: 'pledge-declined',
      open: async (page) => {
        await page.getByRole('link', { name: 'Cancel and go back' }).click();
        await expect(page.getByRole('heading', { name: 'Your bank declined the payment' })).toBeVisible();
      },
    },
    {
      name: 'pledge-cancelled',
      open: async (page) => {
        await page.getByRole('button', { name: 'Cancel this pledge' }).click();
        await expect(page.getByRole('heading', { name: 'This pledge is cancelled' })).toBeVisible();
      },
    },
    {
      name: 'pledge-not-paid',
      open: async (page) => {
        await openDetails(page, school, { campaign, reward: /A morning at the stream/ });
        await fillDetails(page, { name: '', email: 'nele@riverside.example' });
        await page.getByRole('link', { name: 'Cancel and go back' }).click();
        await expect(page.getByRole('heading', { name: 'Not paid yet' })).toBeVisible();
      },
    },
    {
      name: 'pledge-details-earlier',
      open: async (page) => {
        await openDetails(page, school, { campaign, reward: /A morning at the stream/ });
        await fillDetails(page, { name: '', email: 'nelly@riverside.example' });
        await expect(page.getByRole('radio', { name: /somebody else’s/ })).toBeVisible();
      },
    },
    {
      name: 'receipt',
      open: async (page) => {
        await pledge(page, school, { campaign, reward: /A morning at the stream/ });
      },
    },
    {
      name: 'receipt-yen',
      open: (page) => pledge(page, school, { campaign: yenCampaign, reward: /A cutting/, amount: '3500' }),
    },
    {
      name: 'receipt-long',
      open: async (page) => {
        await pledge(page, school, {
          campaign: longCampaign,
          reward: /besichtigungs/,
          amount: '1234.560',
          name: 'Kapitänswitwenversicherungsgesellschaftsangestellter Maximilian',
        });
      },
    },
  ];
}

async function decline(page: Page): Promise<void> {
  await enterCard(page, cards.tooLittleMoney);
  await expect(page.getByRole('alert')).toBeVisible();
}
