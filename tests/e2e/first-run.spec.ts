import { join } from 'node:path';
import { expect, test } from './fixtures/test.ts';
import { signInStudent } from './fixtures/student.ts';
import { expectSynced, lessonText, outline, syncPill, writeParagraph } from './fixtures/writing.ts';

test('work begun without a network is at the school after signing in', async ({
  newDesktop,
  openWindow,
  context,
  school,
}) => {
  await newDesktop.network.cut();
  const { page, origin } = await openWindow(newDesktop);
  let courseId = '';

  await test.step('starting without a school', async () => {
    await expect(page.getByRole('heading', { name: 'Which school?' })).toBeVisible();
    await page.getByRole('button', { name: 'Start without a school' }).click();
    await page.getByRole('button', { name: 'Start on this computer' }).click();
    await expect(page.getByText('Enter your name.')).toBeVisible();
    await page.getByLabel('Your name').fill('Tessa Lindqvist');
    await page.getByRole('button', { name: 'Start on this computer' }).click();
    await expect(page.getByRole('heading', { name: 'Make your first course' })).toBeVisible();
    await expect(syncPill(page)).toHaveAccessibleName('Sync: On this computer');
  });

  await test.step('importing a folder of Markdown files', async () => {
    await page.getByRole('button', { name: 'Import course' }).click();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose folder' }).click();
    await (await choosing).setFiles(join(import.meta.dirname, 'school/course'));
    await expect(page.getByText(/items imported unchanged/)).toBeVisible();
    await expect(outline(page).getByRole('treeitem')).toHaveText([
      'Before you go',
      'What this course is',
      'What to pack',
      'Keeping notes',
      'In the field',
      'Measuring',
      'The profile',
      'The speed',
      'Sampling',
      'A sample that means something',
    ]);
    courseId = /course\/([^/?]+)/.exec(page.url())?.[1] ?? '';
  });

  await test.step('editing, with everything saved on this computer', async () => {
    await outline(page).getByRole('treeitem', { name: 'The speed' }).click();
    await expect(lessonText(page)).toContainText('Throw the orange in');
    await writeParagraph(page, 'Eat the orange afterwards.');
    await expect(syncPill(page)).toHaveAccessibleName(/^Sync: On this computer · \d+ saved$/);
    await page.reload();
    await expect(lessonText(page)).toContainText('Eat the orange afterwards.');
  });

  await test.step('signing in at the school later', async () => {
    await newDesktop.network.restore();
    await page.getByRole('button', { name: 'School: On this computer' }).click();
    await page.getByRole('menuitem', { name: 'Connect to a school' }).click();
    await page.getByLabel('School address').fill(newDesktop.schoolAddress);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { name: 'Confirm in your browser' })).toBeVisible();
    const code = await page.locator('strong').innerText();
    const opening = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Open the sign-in page' }).click();
    const browser = await opening;
    await browser.getByLabel('E-mail address').fill(school.teacher.email);
    await browser.getByLabel('Password').fill(school.teacher.password);
    await browser.getByRole('button', { name: 'Sign in' }).click();
    await expect(browser.getByText(code)).toBeVisible();
    await browser.getByRole('button', { name: 'Connect the app' }).click();
    await expect(browser.getByRole('heading', { name: 'The app is connected' })).toBeVisible();
    await expectSynced(page);
  });

  await test.step('nothing is lost: publish it, and a student can read it', async () => {
    await page.goto(`${origin}/#/course/${courseId}`);
    await page.getByRole('button', { name: 'Publish course' }).click();
    await expect(page.getByText('Students can enrol and read this course.')).toBeVisible();
    await expectSynced(page);

    const student = await context.newPage();
    await signInStudent(student, school, school.student);
    await student.goto(`${school.origin}/courses/${courseId}`);
    await student.getByRole('button', { name: 'Enrol in this course' }).click();
    await student.getByRole('link', { name: 'The speed' }).click();
    await expect(student.getByRole('article')).toContainText('Eat the orange afterwards.');
  });
});
