import { signInStudent } from './fixtures/student.ts';
import { expect, test } from './fixtures/test.ts';
import { mailedLink } from '../../tools/stack/people.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test.describe('on a phone, without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a student signs up by mail, enrols, reads and marks lessons done', async ({ page, school }) => {
    const email = 'nora@riverside.example';
    await page.goto(`${school.origin}/courses/${school.course.id}`);
    await page.getByRole('link', { name: 'Sign in to enrol' }).click();
    await page.getByRole('link', { name: 'Create one' }).click();

    await test.step('what is missing is said beside its field', async () => {
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('alert')).toContainText('Enter your name.');
      await expect(page.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true');
    });

    await page.getByLabel('Your name').fill('Nora Haddad');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill('a river runs through it');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();

    await page.goto(await mailedLink(school.origin, email, '/verify-email'));
    await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password').fill('a river runs through it');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('link', { name: 'Account' })).toBeVisible();

    await page.goto(`${school.origin}/courses`);
    // A word of its summary: other tests publish courses of the same name.
    await page.getByLabel('Search courses').fill('rucksack');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.getByText('1 course', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: school.course.title }).click();
    await page.getByRole('button', { name: 'Enrol in this course' }).click();
    await expect(page.getByText('0 of 6 lessons done')).toBeVisible();

    await page.getByRole('link', { name: 'Start the first lesson' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'What this course is' })).toBeVisible();
    await page.getByRole('button', { name: 'Mark done and continue' }).click();

    await expect(page.getByRole('heading', { level: 1, name: 'What to pack' })).toBeVisible();
    await expect(page.getByText('1 of 6 lessons done')).toBeVisible();
    await expect(page.getByRole('progressbar')).toHaveAttribute('value', '1');
    await page.getByRole('button', { name: 'Mark done and continue' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Keeping notes' })).toBeVisible();

    await page.goto(`${school.origin}/learning`);
    await expect(page.getByText('2 of 6 lessons done')).toBeVisible();
    await page.getByRole('link', { name: 'Continue: Keeping notes' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Keeping notes' })).toBeVisible();

    await test.step('who comes after them on this device sees nothing of it', async () => {
      await page.goto(`${school.origin}/account`);
      await expect(page.getByText(email)).toBeVisible();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await expect(page.getByText('You are signed out.')).toBeVisible();
      await page.goBack();
      await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
    });
  });
});

test('a lesson shows everything that was written', async ({ page, school }) => {
  await signInStudent(page, school, school.student);
  await page.goto(`${school.origin}/courses/${school.course.id}`);
  await page.getByRole('button', { name: 'Enrol in this course' }).click();
  await expect(page.getByText('0 of 6 lessons done')).toBeVisible();
  const open = async (title: string): Promise<void> => {
    const lesson = school.course.lessons.find((each) => each.title === title);
    await page.goto(`${school.origin}/courses/${school.course.id}/lessons/${lesson?.id}`);
  };

  await open('What to pack');
  const article = page.getByRole('article');
  await expect(article.getByRole('heading')).toHaveText(['What to pack', 'Always', 'Only when it is cold']);
  await expect(article.getByRole('listitem').filter({ hasText: /^one soft/ })).toBeVisible();
  await expect(article.getByRole('cell', { name: 'where you can wade' })).toBeVisible();
  await expect(article.getByRole('blockquote')).toContainText('in the afternoon');
  await article.getByRole('link', { name: 'how to keep notes' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Keeping notes' })).toBeVisible();
  await expect(article.locator('pre code')).toContainText('def discharge(width_m, depth_m, speed_m_per_s):');
  await expect(article.getByText('Never erase.')).toBeVisible();

  await open('The profile');
  await expect(article.locator('math mfrac')).toBeVisible();
  const picture = article.getByRole('img', { name: /^A stream cut across/ });
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(900);
});
