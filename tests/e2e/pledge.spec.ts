/** A backer who came by a link and will leave in two minutes, with and without scripts. */
import { expect, type Page } from '@playwright/test';
import { cards, enterCard, fillDetails } from './fixtures/backer.ts';
import { test } from './fixtures/test.ts';
import type { School } from './school/school.ts';

async function pledgeToGauge(page: Page, { origin, campaign }: School, email: string): Promise<void> {
  await page.goto(`${origin}/campaigns/${campaign.id}`);
  await page.getByRole('link', { name: /^Choose this reward.*A morning at the stream/ }).click();
  await expect(page.getByRole('radio', { name: /A morning at the stream/ })).toBeChecked();
  await page.getByRole('button', { name: 'Continue to your details' }).click();
  await expect(
    page.getByText('Your card is charged €45.00 now, whether or not the goal is reached.'),
  ).toBeVisible();

  // Going back to change something keeps what was typed.
  await page.getByLabel('Name').fill('Nele Brandt');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Change reward or amount' }).click();
  await page.getByLabel(/Your pledge in/).fill('50');
  await page.getByRole('button', { name: 'Continue to your details' }).click();
  await expect(page.getByLabel('Name')).toHaveValue('Nele Brandt');
  await fillDetails(page, { name: 'Nele Brandt', email });

  await enterCard(page, cards.tooLittleMoney);
  await expect(page.getByRole('alert')).toContainText('insufficient funds');
  await page.getByRole('link', { name: 'Cancel and go back' }).click();
  await expect(page.getByText('Your bank declined €50.00.')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await enterCard(page, cards.good);
  await expect(page.getByRole('heading', { name: 'Thank you. Your pledge has arrived' })).toBeVisible();
  await expect(page.getByText(/Your card was charged €50\.00/)).toBeVisible();
}

test('a guest pledges, is refused once, pays and has a receipt', ({ page, school }) =>
  pledgeToGauge(page, school, 'nele@riverside.example'));

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the same works', ({ page, school }) => pledgeToGauge(page, school, 'ole@riverside.example'));
});

test.describe('on a small phone with a keyboard', () => {
  test.use({ viewport: { width: 360, height: 640 } });
  test('what has the keyboard is never below the action that stays at the bottom', async ({
    page,
    school,
  }) => {
    await page.goto(`${school.origin}/campaigns/${school.campaign.id}`);
    const names = new Set<string>();
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      const { name, isInSight } = await page.evaluate(lookAtFocus);
      if (name === null) break;
      expect(isInSight, `“${name}” has the keyboard and can be seen`).toBe(true);
      names.add(name);
    }
    expect([...names].some((name) => name.startsWith('Choose this reward'))).toBe(true);
  });
});

/** In the page: what has the keyboard, and whether its middle is what is drawn there. Null: nothing of the page. */
function lookAtFocus(): { name: string | null; isInSight: boolean } {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return { name: null, isInSight: true };
  const { left, top, width, height } = focused.getBoundingClientRect();
  const drawn = document.elementFromPoint(left + width / 2, top + height / 2);
  return { name: focused.textContent.trim(), isInSight: drawn !== null && focused.contains(drawn) };
}
