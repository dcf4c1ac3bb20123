import type { Locator, Page } from '@playwright/test';
import { signInStudent } from './fixtures/student.ts';
import { expect, test } from './fixtures/test.ts';
import {
  createDraft,
  expectSynced,
  lessonText,
  lessonTitle,
  openLesson,
  recordPill,
  SYNCED_LINE,
  syncPill,
  writeParagraph,
} from './fixtures/writing.ts';

const NOT_ANSWERING = /School not answering · next try in \d+ s$/;

/** From the first line, in which nothing has been sent, to the last, in which all has come back. */
function expectTrueLines(lines: readonly string[]): void {
  expect(lines[0]).toMatch(NOT_ANSWERING);
  // Once it says that all is sent, nothing waits any more: it may only look again.
  const sent = lines.findIndex((line) => SYNCED_LINE.test(line));
  for (const line of lines.slice(1, sent))
    expect(line).toMatch(/^(School not answering · .*|Sending \d of \d|\d waiting|Checking…)$/);
  for (const line of lines.slice(sent + 1))
    expect(line.replace(SYNCED_LINE, 'Synced')).toMatch(/^(Checking…|Synced)$/);
  expect(lines.at(-1)).toMatch(SYNCED_LINE);
}

/** Other tests of the same school have conflicts of their own. */
const conflictOf = (page: Page): Locator =>
  page.getByRole('listitem').filter({ hasText: 'both changed the title' }).filter({ hasText: 'rain' });

test('two teachers edit a lesson without a network, reconnect, and students read both', async ({
  teacher,
  colleague,
  teacherDesktop,
  colleagueDesktop,
  context,
  school,
}) => {
  const draft = await createDraft(teacher, { course: 'The Water Cycle', lesson: 'Rain' });
  await openLesson(teacher, draft);
  await writeParagraph(teacher.page, 'Rain begins as dust.');
  await teacher.engine.courses.publish({ courseId: draft.courseId });
  await expectSynced(teacher.page);

  await openLesson(colleague, draft);
  await expect(lessonText(colleague.page)).toHaveText('Rain begins as dust.');
  await expectSynced(colleague.page);

  await test.step('the teacher loses the school and goes on', async () => {
    await teacherDesktop.network.cut();
    await writeParagraph(teacher.page, 'Every drop needs a speck to start on.');
    await expect(syncPill(teacher.page)).toHaveAccessibleName(NOT_ANSWERING);
    await lessonTitle(teacher.page).fill('How rain begins');
  });
  await test.step('so does the colleague', async () => {
    await colleagueDesktop.network.cut();
    await writeParagraph(colleague.page, 'Most of it falls into the sea.');
    await expect(syncPill(colleague.page)).toHaveAccessibleName(NOT_ANSWERING);
    await lessonTitle(colleague.page).fill('Where rain falls');
  });
  await test.step('the colleague is back first, and their work is sent by itself', async () => {
    const lines = await recordPill(colleague.page);
    await colleagueDesktop.network.restore();
    await expectSynced(colleague.page);
    expectTrueLines(await lines());
  });
  await test.step('the teacher is back, and both have both texts', async () => {
    await syncPill(teacher.page).click();
    await expect(teacher.page.getByText('The school’s server is not answering.')).toBeVisible();
    const lines = await recordPill(teacher.page);
    await teacherDesktop.network.restore();
    await teacher.page.getByRole('button', { name: 'Sync now' }).click();
    await expectSynced(teacher.page);
    expectTrueLines(await lines());

    await openLesson(teacher, draft);
    for (const { page } of [teacher, colleague]) {
      await expect(lessonText(page)).toContainText('Rain begins as dust.');
      await expect(lessonText(page)).toContainText('Every drop needs a speck to start on.');
      await expect(lessonText(page)).toContainText('Most of it falls into the sea.');
    }
  });

  await test.step('the title that came later is in place, the other one is kept', async () => {
    // While the cursor is in a field, it shows what its own person wrote there.
    await lessonText(colleague.page).click();
    for (const { page } of [teacher, colleague]) {
      await expect(lessonTitle(page)).toHaveValue('How rain begins');
      await expect(syncPill(page)).toHaveAccessibleName(/^\d to decide Sync: /);
    }
    await syncPill(teacher.page).click();
    const conflict = conflictOf(teacher.page);
    await expect(conflict).toContainText(
      'You and Jonas Weber both changed the title. Tessa Lindqvist’s is in place, Jonas Weber’s is kept. Which should stay?',
    );
    await expect(conflict.getByRole('region', { name: 'In place by Tessa Lindqvist' })).toContainText(
      'How rain begins',
    );
    await expect(conflict.getByRole('region', { name: 'Kept by Jonas Weber' })).toContainText(
      'Where rain falls',
    );
    await conflict.getByRole('button', { name: 'Edit', exact: true }).click();
    const version = conflict.getByLabel('Your version of the title');
    await version.fill(' ');
    await conflict.getByRole('button', { name: 'Keep this version' }).click();
    await expect(conflict).toContainText('this cannot be empty');
    await version.fill('A third title');
    await teacher.page.goBack();
    await teacher.page.goForward();
    await expect(version).toHaveValue('A third title');
    await conflict.getByRole('button', { name: 'Cancel' }).click();
    await conflict.getByRole('button', { name: 'Keep right' }).click();
    await expect(teacher.page.getByText('Decided', { exact: true })).toBeVisible();
    await expect(conflict).toBeHidden();
    await expect(teacher.page.locator('body')).not.toBeFocused();
  });

  await test.step('the decision reaches everybody', async () => {
    await expect(lessonTitle(colleague.page)).toHaveValue('Where rain falls');
    await syncPill(colleague.page).click();
    await expect(colleague.page.getByRole('tab', { name: 'Decide' })).toBeVisible();
    await expect(conflictOf(colleague.page)).toBeHidden();

    const student = await context.newPage();
    await signInStudent(student, school, school.student);
    await student.goto(`${school.origin}/courses/${draft.courseId}`);
    await student.getByRole('button', { name: 'Enrol in this course' }).click();
    await expect(student.getByText('0 of 1 lessons done')).toBeVisible();
    await expect(async () => {
      await student.goto(`${school.origin}/courses/${draft.courseId}/lessons/${draft.lessonId}`);
      const article = student.getByRole('article');
      await expect(article.getByRole('heading', { level: 1 })).toHaveText('Where rain falls', { timeout: 1 });
      await expect(article).toContainText('Rain begins as dust.', { timeout: 1 });
      await expect(article).toContainText('Every drop needs a speck to start on.', { timeout: 1 });
      await expect(article).toContainText('Most of it falls into the sea.', { timeout: 1 });
    }).toPass();
  });

  await test.step('what a colleague wrote while one stays in a field is not overwritten', async () => {
    await openLesson(teacher, draft);
    await lessonTitle(teacher.page).fill('Where rain goes');
    await expectSynced(teacher.page);
    const named = async ({ engine }: typeof teacher) =>
      (await engine.courses.outline({ courseId: draft.courseId })).lessons.find(
        ({ id }) => id === draft.lessonId,
      )?.title;
    await expect.poll(() => named(colleague)).toBe('Where rain goes');
    await colleague.engine.courses.rename({ kind: 'lesson', id: draft.lessonId, title: 'Rain in the sea' });
    await expect.poll(() => named(teacher)).toBe('Rain in the sea');
    await expect(lessonTitle(teacher.page)).toHaveValue('Where rain goes');
    await lessonTitle(teacher.page).press('End');
    await teacher.page.keyboard.type(' to');
    await syncPill(teacher.page).click();
    const conflict = conflictOf(teacher.page);
    await expect(conflict.getByRole('region', { name: 'Kept by Jonas Weber' })).toContainText(
      'Rain in the sea',
    );
    await expect(conflict.getByRole('region', { name: 'In place by Tessa Lindqvist' })).toContainText(
      'Where rain goes to',
    );
  });
});
