import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlockNode, TableRowNode } from '@educrowd/shared/content/content-json';
import { projectText } from '@educrowd/shared/content/project-text';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
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
const wordItem = (level: number, mark: string, words: string): string =>
  listItem('l0 level_ lfo1')(level, mark, words);
const listItem =
  (list: string) =>
  (level: number, mark: string, words: string): string =>
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
${listItem('l1 level_ lfo2')(1, '3.', 'measure')}${listItem('l1 level_ lfo2')(2, 'a)', 'width')}${listItem('l1 level_ lfo2')(1, '4.', 'write')}
${listItem('l2 level_ lfo3')(1, '·', 'another list')}
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

test('a table of uneven rows is not changed by looking at it', async ({ teacher }) => {
  const { page, engine } = teacher;
  const draft = await createDraft(teacher, { course: 'Counts', lesson: 'By year' });
  const { lessons } = await engine.courses.outline({ courseId: draft.courseId });
  const documentId = lessons[0]?.documentId ?? '';
  const row = (...cells: string[]): TableRowNode => ({
    type: 'tableRow',
    content: cells.map((text) => ({ type: 'tableCell', content: [paragraph(text)] })),
  });
  const rows = [row('Year', 'Count'), row('2023', '12'), row('2024', '15', 'revised')];
  const uneven = createDocumentState({
    type: 'doc',
    content: [paragraph('Above'), { type: 'table', content: rows }],
  });
  await engine.documents.append({ documentId, update: bytesToBase64(uneven), origin: 'another window' });
  const stored = async (): Promise<string[]> => {
    const [text] = await engine.documents.read({ documentIds: [documentId] });
    return text === undefined ? [] : projectText(text.content).trim().split('\n');
  };

  await openLesson(teacher, draft);
  const cell = (name: string) => lessonText(page).getByRole('cell', { name, exact: true });
  await cell('2023').click();
  await page.keyboard.press('ArrowRight');
  // What is typed elsewhere is stored with everything that came before it.
  await lessonText(page).getByText('Above').click();
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await expect.poll(stored).toContain('Above!');
  expect(await stored()).toEqual(['Above!', 'Year\tCount', '2023\t12', '2024\t15\trevised']);

  await cell('2023').click();
  await page.keyboard.press('End');
  await page.keyboard.type('?');
  await expect.poll(stored).toEqual(['Above!', 'Year\tCount\t', '2023?\t12\t', '2024\t15\trevised']);
});

const paragraph = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });
