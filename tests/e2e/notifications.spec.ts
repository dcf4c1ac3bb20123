import { createDraft, expectSynced } from './fixtures/writing.ts';
import { expectAccessible, expectNothingCutOff } from './fixtures/accessible.ts';
import { signInStudent } from './fixtures/student.ts';
import { expect, test } from './fixtures/test.ts';

test('a student enrols; the teacher’s open page and desktop ring, and reading on one is reading on both', async ({
  colleague,
  page,
  browser,
  complaints,
  school,
}) => {
  // The colleague runs no campaign: nothing rings here but what this test does.
  const draft = await createDraft(colleague, { course: 'Springs and Wells', lesson: 'Seeping' });
  await colleague.engine.courses.publish({ courseId: draft.courseId });
  await expectSynced(colleague.page);
  await colleague.engine.notifications.markAllRead();
  await expectSynced(colleague.page);

  await signInStudent(page, school, school.colleague);
  await page.goto(`${school.origin}/courses`);
  const webBell = page.getByRole('link', { name: /^Notifications/ });
  await expect(webBell).toHaveAccessibleName('Notifications');
  const desktopBell = colleague.page.getByRole('button', { name: /^Notifications/ });
  await expect(desktopBell).toHaveAccessibleName('Notifications');

  const studentContext = await browser.newContext();
  complaints.watch(studentContext);
  const student = await studentContext.newPage();
  await signInStudent(student, school, school.student);
  await student.goto(`${school.origin}/courses/${draft.courseId}`);
  await student.getByRole('button', { name: 'Enrol in this course' }).click();

  await test.step('both ring without being touched', async () => {
    await expect(webBell).toHaveAccessibleName('Notifications: 1 unread');
    await expect(desktopBell).toHaveAccessibleName('Notifications: 1 unread');
  });

  await test.step('the desktop leads to the course', async () => {
    await desktopBell.click();
    const list = colleague.page.getByRole('dialog', { name: 'Notifications' });
    await expect(list.getByRole('link')).toContainText(['Sami Okafor enrolled']);
    await expectAccessible(colleague.page);
    await list.getByRole('link', { name: 'Sami Okafor enrolled' }).first().click();
    await expect(list).toBeHidden();
    await expect(colleague.page).toHaveURL(new RegExp(`#/course/${draft.courseId}`));
    await expect(desktopBell).toHaveAccessibleName('Notifications');
  });

  await test.step('the open page hears that it was read, and lists it', async () => {
    await expect(webBell).toHaveAccessibleName('Notifications');
    await webBell.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible();
    await expect(
      page.getByRole('main').getByRole('link', { name: 'Sami Okafor enrolled' }).first(),
    ).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNothingCutOff(page);
  });
  await studentContext.close();
});
