import { expect, test } from './fixtures/test.ts';
import { createDraft, openLesson, outline } from './fixtures/writing.ts';

test('a course is arranged with the keyboard alone, and taken back', async ({ teacher }) => {
  const { page, engine } = teacher;
  const draft = await createDraft(teacher, { course: 'Order', lesson: 'First' });
  const { courseId, sectionId } = draft;
  const second = await engine.courses.createLesson({ sectionId, title: 'Second', afterId: draft.lessonId });
  await engine.courses.createLesson({ sectionId, title: 'Third', afterId: second.id });
  await engine.courses.createSection({ courseId, parentId: null, title: 'Second part', afterId: sectionId });
  await openLesson(teacher, draft);
  const items = outline(page).getByRole('treeitem');
  await expect(items).toHaveText(['First part', 'First', 'Second', 'Third', 'Second part']);

  await test.step('F6 leads to the outline', async () => {
    const isInOutline = (): Promise<boolean> =>
      page.evaluate(() => document.activeElement?.getAttribute('role') === 'treeitem');
    await expect(async () => {
      await page.keyboard.press('F6');
      expect(await isInOutline()).toBe(true);
    }).toPass();
    await expect(items.filter({ hasText: /^First$/ })).toBeFocused();
  });

  await test.step('Alt and arrows move the item, and the focus goes with it', async () => {
    await page.keyboard.press('Alt+ArrowDown');
    await expect(items).toHaveText(['First part', 'Second', 'First', 'Third', 'Second part']);
    await expect(items.filter({ hasText: /^First$/ })).toBeFocused();
    await expect(
      page.getByRole('status').filter({ hasText: 'First moved to First part, 2 of 3' }),
    ).toBeAttached();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(items).toHaveText(['First part', 'Second', 'Third', 'First', 'Second part']);
    await page.keyboard.press('Alt+ArrowDown');
    await expect(items).toHaveText(['First part', 'Second', 'Third', 'Second part', 'First']);
  });

  await test.step('brackets nest a section, F2 renames it', async () => {
    await page.keyboard.press('ArrowUp');
    await expect(items.filter({ hasText: /^Second part$/ })).toBeFocused();
    await page.keyboard.press('ControlOrMeta+]');
    await expect(items.filter({ hasText: /^Second part$/ })).toHaveAttribute('aria-level', '2');
    await page.keyboard.press('F2');
    await page.keyboard.type('Inner');
    // What the tree does late with the focus must not end the name.
    await page.evaluate(() =>
      document.activeElement?.closest<HTMLElement>('[role=treeitem]')?.focus({ preventScroll: true }),
    );
    await page.keyboard.type(' part');
    await page.keyboard.press('Enter');
    await expect(items.filter({ hasText: /^Inner part$/ })).toBeFocused();
  });

  await test.step('every step can be taken back', async () => {
    await page.keyboard.press('ControlOrMeta+z');
    await expect(items.filter({ hasText: /^Second part$/ })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(items.filter({ hasText: /^Second part$/ })).toHaveAttribute('aria-level', '1');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ControlOrMeta+z');
    await expect(items).toHaveText(['First part', 'First', 'Second', 'Third', 'Second part']);
  });
});
