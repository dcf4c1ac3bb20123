import { expect, test } from './fixtures/test.ts';
import { createDraft, lessonText, lessonTitle, openLesson, outline } from './fixtures/writing.ts';

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

  await test.step('a name that was not touched writes nothing', async () => {
    await items.filter({ hasText: /^First$/ }).focus();
    await page.keyboard.press('F2');
    await engine.courses.rename({ kind: 'lesson', id: draft.lessonId, title: 'The better name' });
    await expect(lessonTitle(page)).toHaveValue('The better name');
    await lessonText(page).click();
    await expect(items.filter({ hasText: /^The better name$/ })).toBeVisible();
    await expect(lessonTitle(page)).toHaveValue('The better name');
    expect((await engine.courses.outline({ courseId })).lessons.map(({ title }) => title)).not.toContain(
      'First',
    );
  });

  await test.step('a name that was typed is kept by going back, and can be taken back to what was there', async () => {
    await items.filter({ hasText: /^The better name$/ }).focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('First');
    await page.goBack();
    await expect
      .poll(async () => (await engine.courses.outline({ courseId })).lessons.map(({ title }) => title))
      .toContain('First');
    await page.goForward();
    await expect(lessonTitle(page)).toHaveValue('First');
    await page.locator('#work').focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect(lessonTitle(page)).toHaveValue('The better name');
    await engine.courses.rename({ kind: 'lesson', id: draft.lessonId, title: 'First' });
    await expect(lessonTitle(page)).toHaveValue('First');
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

test('keys and commands apply to the lesson on the screen, or to the row with the keyboard', async ({
  teacher,
}) => {
  const { page, engine, origin } = teacher;
  const draft = await createDraft(teacher, { course: 'Targets', lesson: 'First' });
  const { sectionId } = draft;
  let afterId = draft.lessonId;
  for (const title of ['Second', 'Third', 'Fourth'])
    afterId = (await engine.courses.createLesson({ sectionId, title, afterId })).id;
  await openLesson(teacher, draft);
  const row = (title: string) => outline(page).getByRole('treeitem', { name: new RegExp(`^${title}(,|$)`) });
  const palette = page.getByRole('dialog').getByRole('combobox');
  const choose = async (words: string, option: string): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+k');
    await palette.fill(words);
    await expect(page.getByRole('option', { name: option, exact: true })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
  };

  await test.step('the palette names the lesson that it has opened itself, and applies to it', async () => {
    await row('First').click();
    await choose('Fourth', 'Fourth');
    await expect(lessonTitle(page)).toHaveValue('Fourth');
    await choose('move to trash', 'Move “Fourth” to Trash');
    await expect(page.getByText(/^Fourth is in Trash/).first()).toBeVisible();
    await expect(row('Fourth')).toBeHidden();
    await expect(row('First')).toBeVisible();
    // Where it was open, it says where it is.
    await expect(page.getByRole('heading', { name: '“Fourth” is in Trash' })).toBeVisible();
    await expect(page.getByRole('main')).toBeFocused();
    await page.getByRole('main').getByRole('button', { name: 'Put back' }).click();
    await expect(lessonTitle(page)).toHaveValue('Fourth');
    await choose('trash', 'Go to Trash');
    await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible();
    await page.goBack();
    await choose('move to trash', 'Move “Fourth” to Trash');
    await expect(row('Fourth')).toBeHidden();
  });

  await test.step('a palette that is closed again gives the keyboard back', async () => {
    await row('First').focus();
    await page.keyboard.press('ControlOrMeta+k');
    await expect(palette).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(row('First')).toBeFocused();
  });

  await test.step('a row that was given the keyboard is what its keys apply to', async () => {
    await openLesson(teacher, draft);
    await lessonText(page).click();
    await row('Third').evaluate((each: HTMLElement) => each.focus());
    await page.keyboard.press('Delete');
    await expect(page.getByText(/^Third is in Trash/).first()).toBeVisible();
    await expect(row('Third')).toBeHidden();
    await expect(row('First')).toBeVisible();
  });

  await test.step('whoever writes in a lesson means that lesson', async () => {
    await row('First').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row('Second')).toBeFocused();
    await lessonText(page).click();
    await choose('rename', 'Rename “First”');
    await expect(row('First').getByRole('textbox')).toBeFocused();
    await page.keyboard.press('Escape');
  });

  await test.step('a menu gives the keyboard back to its row', async () => {
    await row('First').focus();
    await page.keyboard.press('ArrowDown');
    await expect(row('Second')).toBeFocused();
    const menu = page.getByRole('menu');
    for (const open of [
      () => page.keyboard.press('ContextMenu'),
      () => row('Second').getByRole('button', { name: 'More actions' }).click(),
    ]) {
      await open();
      await expect(menu).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(menu).toBeHidden();
      await expect(row('Second')).toBeFocused();
    }
    await page.keyboard.press('ContextMenu');
    await menu.getByRole('menuitem', { name: 'Move up' }).click();
    await expect(outline(page).getByRole('treeitem')).toHaveText(['First part', 'Second', 'First']);
    await expect(row('Second')).toBeFocused();
    await page.keyboard.press('ContextMenu');
    await menu.getByRole('menuitem', { name: 'Move to…' }).click();
    await expect(palette).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(row('Second')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(row('First')).toBeFocused();
  });

  await test.step('but not while a person clicks elsewhere', async () => {
    await row('Second').click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await lessonText(page).click();
    await expect(page.getByRole('menu')).toBeHidden();
    await expect(lessonText(page)).toBeFocused();
  });

  await test.step('tags are all kept, however fast they are typed, and one without an Enter on leaving', async () => {
    const { courseId } = draft;
    await page.goto(`${origin}/#/courses`);
    await page.goto(`${origin}/#/course/${courseId}`);
    await page.getByLabel('Tags').click();
    await page.keyboard.type('alpha,beta,gamma,alpha,delta');
    await page.goBack();
    const tags = async () => (await engine.courses.outline({ courseId })).course.tags;
    await expect.poll(tags).toEqual(['alpha', 'beta', 'gamma', 'delta']);
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(tags).toEqual(['alpha', 'beta', 'gamma']);

    const tooLong = 'x'.repeat(61);
    await page.goto(`${origin}/#/course/${courseId}`);
    await page.getByLabel('Tags').fill(`${tooLong},epsilon`);
    await page.goBack();
    await expect.poll(tags).toEqual(['alpha', 'beta', 'gamma', 'epsilon']);
    await page.goForward();
    await expect(page.getByLabel('Tags')).toHaveValue(tooLong);
    await expect(page.getByText('A tag has at most 60 characters.')).toBeVisible();
  });
});
