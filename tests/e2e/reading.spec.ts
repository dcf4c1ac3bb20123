import type { Locator, Page } from '@playwright/test';
import { signInStudent } from './fixtures/student.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('a text stands where its own script begins, and nothing in it is wider than a phone', async ({
  page,
  school,
}) => {
  const course = `${school.origin}/courses/${school.arabic.id}`;
  await signInStudent(page, school, school.student);
  await page.goto(course);
  await page.getByRole('button', { name: 'Enrol in this course' }).click();
  await expectAt(page.getByRole('heading', { level: 1 }), 'right');
  await page.goto(`${course}/lessons/${school.arabic.lessons[0]?.id}`);
  const article = page.getByRole('article');

  await test.step('Arabic on the right, English on the left', async () => {
    await expectAt(article.getByRole('heading', { level: 1 }), 'right');
    await expectAt(article.getByText('نقيس عرض'), 'right');
    await expectAt(article.getByRole('listitem').filter({ hasText: 'قلمان' }), 'right');
    await expectAt(article.getByText('أفضل أداة'), 'right');
    await expectAt(article.getByText('Discharge is'), 'left');
    await expectAt(article.getByRole('listitem').filter({ hasText: 'width' }), 'left');
    await expect(article.locator('pre')).toHaveCSS('direction', 'ltr');
    // The first column is the first that is read.
    const [first, second] = await Promise.all(
      ['الشيء', 'الوزن'].map((name) => article.getByRole('columnheader', { name }).boundingBox()),
    );
    expect(first?.x).toBeGreaterThan(second?.x ?? Infinity);
  });

  await test.step('bullets and lines stand beside it', async () => {
    const list = article.getByRole('list');
    await expect(list.first()).toHaveCSS('padding-right', '24px');
    await expect(list.nth(1)).toHaveCSS('padding-left', '24px');
    await expect(article.getByRole('blockquote')).toHaveCSS('border-right-width', '4px');
    await expect(article.locator('.callout')).toHaveCSS('border-right-width', '4px');
  });

  await test.step('a heading in a frame is one', async () => {
    await expect(article.locator('.callout').getByRole('heading')).toHaveCSS('font-weight', '700');
  });

  await test.step('what is wide is scrolled by itself', async () => {
    await expectNoSidewaysScroll(page);
    const formulas = article.locator('span.math');
    const isWide = (formula: Locator) => formula.evaluate((each) => each.scrollWidth > each.clientWidth);
    expect(await isWide(formulas.first())).toBe(true);
    await expect(formulas.first()).toHaveAttribute('tabindex', '0');
    expect(await isWide(formulas.last())).toBe(false);
  });
});

test('words of another script turn no list around', async ({ page, school }) => {
  await page.goto(`${school.origin}/courses?q=${encodeURIComponent(school.arabic.title)}`);
  const card = page.getByRole('listitem').filter({ hasText: school.arabic.title });
  await expectAt(card.getByRole('heading'), 'right');
  await expectAt(card.getByText('كيف نقيس'), 'right');
  await expectAt(card.getByText('Beginner'), 'left');
  await expectNoSidewaysScroll(page);
});

/** On which side the lines of a text begin. */
async function expectAt(text: Locator, side: 'left' | 'right'): Promise<void> {
  const gaps = await text.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
    const { left, right } = element.getBoundingClientRect();
    return {
      left: Math.min(...lines.map((line) => line.left)) - left,
      right: right - Math.max(...lines.map((line) => line.right)),
    };
  });
  const other = side === 'left' ? 'right' : 'left';
  expect(gaps[side], `begins on the ${side}: ${JSON.stringify(gaps)}`).toBeLessThanOrEqual(gaps[other]);
  expect(gaps.left, 'is not as wide as its place').not.toBe(gaps.right);
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { width, room } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(width).toBeLessThanOrEqual(room);
}
