import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signInStudent } from './fixtures/student.ts';
import { expect, test } from './fixtures/test.ts';
import {
  createDraft,
  expectSynced,
  lessonText,
  openLesson,
  pasteHtml,
  writeParagraph,
} from './fixtures/writing.ts';

const PICTURE = join(import.meta.dirname, 'school/course/2-in-the-field/1-measuring/profile.png');

test('a lesson is written with blocks, a table and a picture, and taken back in steps', async ({
  teacher,
}) => {
  const { page } = teacher;
  await openLesson(teacher, await createDraft(teacher, { course: 'Blocks', lesson: 'All of them' }));
  const text = lessonText(page);

  await test.step('signs and the menu make blocks', async () => {
    await text.click();
    await page.keyboard.type('## Tools');
    await expect(text.getByRole('heading', { level: 2 })).toHaveText('Tools');
    await page.keyboard.press('Enter');
    await page.keyboard.type('/warn');
    await expect(page.getByRole('option', { name: 'Warning' })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Wet stones are slippery.');
    await expect(text.getByRole('note', { name: 'Warning' })).toContainText('Wet stones are slippery.');
  });

  await test.step('a table gets another row', async () => {
    await writeParagraph(page, '/table');
    await expect(page.getByRole('option', { name: 'Table' })).toBeVisible();
    await page.keyboard.press('Enter');
    const rows = text.getByRole('row');
    await expect(rows).toHaveCount(3);
    await page.keyboard.type('depth');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Add row below' }).click();
    await expect(rows).toHaveCount(4);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(rows).toHaveCount(3);
  });

  await test.step('a picture is chosen and described', async () => {
    // Asked for well before: the browser is told of it on another way than of the keys.
    const choosing = page.waitForEvent('filechooser');
    await writeParagraph(page, '/picture');
    await expect(page.getByRole('option', { name: 'Picture' })).toBeVisible();
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(PICTURE);
    // A picture without a description is none to the accessibility tree.
    const shown = text.locator('figure img');
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(900);
    await expectSynced(page);
  });
});

test('text that is copied into another course takes its pictures, files and links along', async ({
  teacher,
  page,
  school,
}) => {
  const { engine } = teacher;
  const from = await createDraft(teacher, { course: 'Copied from', lesson: 'With everything' });
  const secret = await createDraft(teacher, { course: 'Not public', lesson: 'A draft' });
  const to = await createDraft(teacher, { course: 'Copied into', lesson: 'Pasted' });
  const { materialId } = await engine.materials.addPicture({
    home: { courseId: from.courseId },
    name: 'profile.png',
    bytes: (await readFile(PICTURE)).toString('base64'),
  });
  for (const { courseId } of [from, to]) await engine.courses.publish({ courseId });

  await test.step('in its own course nothing changes', async () => {
    await openLesson(teacher, from);
    await pasteHtml(
      teacher.page,
      `<img data-material="${materialId}" alt="A stream">
       <p><a href="material:${materialId}">the file</a> <a href="lesson:${from.lessonId}">the lesson</a></p>`,
    );
    await expect(lessonText(teacher.page).locator(`a[href="material:${materialId}"]`)).toHaveText('the file');
    await expect(lessonText(teacher.page).locator(`a[href="lesson:${from.lessonId}"]`)).toBeVisible();
    await expectSynced(teacher.page);
  });

  await test.step('it is pasted with the keyboard, and looks the same', async () => {
    await lessonText(teacher.page).click();
    await teacher.page.keyboard.press('ControlOrMeta+a');
    await teacher.page.keyboard.press('ControlOrMeta+c');
    await teacher.page.keyboard.press('ArrowRight');
    await openLesson(teacher, to);
    await lessonText(teacher.page).click();
    await teacher.page.keyboard.press('ControlOrMeta+v');
    await expect(lessonText(teacher.page).getByRole('img', { name: 'A stream' })).toBeVisible();
    await expect(lessonText(teacher.page).locator('a')).toHaveText(['the file', 'the lesson']);
  });

  await test.step('what readers cannot open is said, and its words are kept', async () => {
    await pasteHtml(teacher.page, `<p><a href="lesson:${secret.lessonId}">a draft</a></p>`);
    await expect(lessonText(teacher.page)).toContainText('a draft');
    await expect(
      teacher.page.getByText(/^1 link leads to what readers of this text can’t open/),
    ).toBeVisible();
    await expect(lessonText(teacher.page).locator('a')).toHaveText(['the file', 'the lesson']);
    await expectSynced(teacher.page);
  });

  await test.step('a student of the other course alone has all of it', async () => {
    await signInStudent(page, school, school.student);
    await page.goto(`${school.origin}/courses/${to.courseId}`);
    await page.getByRole('button', { name: 'Enrol in this course' }).click();
    await expect(page.getByText('0 of 1 lessons done')).toBeVisible();
    const article = page.getByRole('article');
    const picture = article.getByRole('img', { name: 'A stream' });
    await expect(async () => {
      await page.goto(`${school.origin}/courses/${to.courseId}/lessons/${to.lessonId}`);
      await expect(article).toContainText('a draft', { timeout: 1 });
      expect(
        await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)),
      ).toBe(900);
    }).toPass();
    const file = article.getByRole('link', { name: 'the file' });
    expect(await file.evaluate(async (link: HTMLAnchorElement) => (await fetch(link.href)).status)).toBe(200);
    await expect(article.getByRole('link', { name: 'the lesson' })).toHaveAttribute(
      'href',
      new RegExp(`/courses/${from.courseId}/lessons/${from.lessonId}$`),
    );
  });
});

/** As Word writes an item: the number or bullet stands before the words, in a span that programs with lists leave out. */
const wordItem = (level: number, mark: string, words: string, list = 'l0 level_ lfo1'): string =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:${level * 36}pt;text-indent:-18.0pt;mso-list:${list.replace('_', String(level))}'><![if !supportLists]><span
lang=EN-GB style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>${mark}<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-GB>${words}<o:p></o:p></span></p>

`;

test('lists from a word processor stay lists', async ({ teacher, complaints }) => {
  // The styles that come along are refused, as any others.
  complaints.expect(/^Applying inline style violates/);
  const { page } = teacher;
  await openLesson(teacher, await createDraft(teacher, { course: 'Pasted', lesson: 'From Word' }));
  await pasteHtml(
    page,
    `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- @list l0:level1 {mso-level-number-format:bullet;} --></style></head><body lang=EN-GB><!--StartFragment-->
<p class=MsoNormal>Take with you<o:p></o:p></p>
${wordItem(1, '·', 'boots')}${wordItem(1, '·', 'a <b>rope</b>')}${wordItem(2, 'o', 'thin')}${wordItem(2, 'o', 'long')}${wordItem(1, '·', 'an orange')}
<p class=MsoNormal>Then<o:p></o:p></p>
${wordItem(1, '3.', 'measure', 'l1 level_ lfo2')}${wordItem(2, 'a)', 'width', 'l1 level_ lfo2')}${wordItem(1, '4.', 'write', 'l1 level_ lfo2')}
${wordItem(1, '·', 'another list', 'l2 level_ lfo3')}
<p class=MsoNormal>Home.<o:p></o:p></p><!--EndFragment--></body></html>`,
  );
  const text = lessonText(page);
  await expect(text).toContainText('Home.');
  const shape = await text.evaluate((root) => {
    const read = (element: Element): unknown => {
      const blocks = [...element.children].filter((each) => each.matches('p, ul, ol, li'));
      const kind = [element.localName, element.getAttribute('type'), element.getAttribute('start')];
      return element.localName === 'p'
        ? element.textContent
        : [kind.filter(Boolean).join(' '), ...blocks.map(read)];
    };
    return [...root.children].map(read);
  });
  expect(shape).toEqual([
    'Take with you',
    ['ul', ['li', 'boots'], ['li', 'a rope', ['ul', ['li', 'thin'], ['li', 'long']]], ['li', 'an orange']],
    'Then',
    ['ol 3', ['li', 'measure', ['ol a 1', ['li', 'width']]], ['li', 'write']],
    ['ul', ['li', 'another list']],
    'Home.',
  ]);
  await expect(text.locator('b, strong')).toHaveText('rope');
});
