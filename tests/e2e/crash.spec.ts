import { expect, test } from './fixtures/test.ts';
import { createDraft, lessonText, lessonTitle, openLesson, outline } from './fixtures/writing.ts';

test('what is typed while the engine dies and starts again is kept', async ({
  teacher,
  teacherDesktop,
  complaints,
}) => {
  // The page's calls fail while nobody answers them.
  complaints.expect(/^Failed to load resource: .* 503/);
  const { page } = teacher;
  const draft = await createDraft(teacher, { course: 'Crashes', lesson: 'Kept' });
  await openLesson(teacher, draft);
  await lessonText(page).click();

  const words = 'Every key that was pressed is still here after the engine was killed in the middle of it.';
  await page.keyboard.type(words.slice(0, 20));
  teacherDesktop.killEngine();
  await page.keyboard.type(words.slice(20, 60));
  await expect(page.getByText(/^Restarting\. Keep this window open/)).toBeVisible();
  await page.keyboard.type(words.slice(60));
  await expect(page.getByText(/^Restarting\. Keep this window open/)).toBeHidden();
  await expect(lessonText(page)).toHaveText(words);

  await test.step('also in a window that is opened afterwards', async () => {
    await expect(page.getByText(/not saved/i)).toBeHidden();
    const { documents, courses } = teacher.engine;
    const { lessons } = await courses.outline({ courseId: draft.courseId });
    expect(lessons.map(({ isEmpty }) => isEmpty)).toEqual([false]);
    expect((await documents.open({ documentId: lessons[0]?.documentId ?? '' })).readOnly).toBe(false);
    await page.reload();
    await expect(lessonText(page)).toHaveText(words);
  });
});

test('a title that is typed while the engine is away is kept, also when the field was left', async ({
  teacher,
  teacherDesktop,
  complaints,
}) => {
  complaints.expect(/^Failed to load resource: .* 503/);
  const { page } = teacher;
  const draft = await createDraft(teacher, { course: 'Crashes', lesson: 'Before' });
  await openLesson(teacher, draft);
  const title = lessonTitle(page);
  await expect(title).toHaveValue('Before');

  teacherDesktop.killEngine();
  await title.fill('Written while it was away');
  await lessonText(page).click();
  await expect(page.getByText(/^Restarting\. Keep this window open/)).toBeVisible();
  await expect(title).toHaveValue('Written while it was away');
  await test.step('whoever closes the window meanwhile is asked', async () => {
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
  });
  await expect(page.getByText(/^Restarting\. Keep this window open/)).toBeHidden();
  const stored = async () => {
    const { lessons } = await teacher.engine.courses.outline({ courseId: draft.courseId });
    return lessons.map((lesson) => lesson.title);
  };
  await expect.poll(stored).toEqual(['Written while it was away']);
  await expect(title).toHaveValue('Written while it was away');

  await test.step('a title that is empty for a while is no step of its own', async () => {
    await title.fill('');
    await outline(page).getByRole('treeitem', { name: 'Written while it was away' }).focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(stored).toEqual(['Before']);
  });
});
