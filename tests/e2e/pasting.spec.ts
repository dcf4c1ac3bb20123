import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';
import { createDraft, lessonText, openLesson, pasteHtml, writeParagraph } from './fixtures/writing.ts';

const PICTURE = join(import.meta.dirname, 'school/course/2-in-the-field/1-measuring/profile.png');

/** The blocks of a text: its words, tables by their cells, and pictures by their descriptions. */
const blocksOf = (text: Locator): Promise<unknown[]> =>
  text.evaluate((root) =>
    [...root.children].map((block) => {
      const picture = block.querySelector('figure img');
      if (picture) return `[${picture.getAttribute('alt')}]`;
      const cells = [...block.querySelectorAll('td, th')].map((cell) => cell.textContent);
      return block.querySelector('table') || block.matches('table') ? cells : block.textContent;
    }),
  );

test('pictures within pasted text stand where they stood, and go with it in one step', async ({
  teacher,
}) => {
  const { page } = teacher;
  const picture = `data:image/png;base64,${(await readFile(PICTURE)).toString('base64')}`;
  await openLesson(teacher, await createDraft(teacher, { course: 'Pasted', lesson: 'With pictures' }));
  const text = lessonText(page);
  await writeParagraph(page, 'Mine');
  await page.keyboard.press('Enter');
  // Typing is taken back in bursts.
  await page.waitForTimeout(600);
  await pasteHtml(
    page,
    `<p>before</p><p><span><img data-src="https://example.org/a.png" alt="banks > bed" src="${picture}"></span></p>
     <p>between</p><img src="${picture}" alt="second"><p>after</p>`,
  );
  const blocks = ['Mine', 'before', '[banks > bed]', 'between', '[second]', 'after'];
  await expect.poll(() => blocksOf(text)).toEqual(blocks);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => blocksOf(text)).toEqual(['Mine', '']);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => blocksOf(text)).toEqual(blocks);
});

test('a picture that was copied by itself is pasted, though its HTML names only a place of the other computer', async ({
  teacher,
}) => {
  const { page } = teacher;
  await openLesson(teacher, await createDraft(teacher, { course: 'Pasted', lesson: 'From Word' }));
  await pasteHtml(
    page,
    `<html><body><!--StartFragment--><p class=MsoNormal><img width=100 alt="The bank"
     src="file:///C:/Temp/clip_image001.png"></p><!--EndFragment--></body></html>`,
    { name: 'image.png', type: 'image/png', base64: (await readFile(PICTURE)).toString('base64') },
  );
  await expect(lessonText(page).getByRole('img', { name: 'The bank' })).toBeVisible();
  await expect(page.getByText(/could not be pasted/)).toHaveCount(0);
});

test('pasted pictures come where they were pasted, however long they take, and nobody’s typing is moved', async ({
  teacher,
}) => {
  const { page } = teacher;
  const base64 = (await readFile(PICTURE)).toString('base64');
  await openLesson(teacher, await createDraft(teacher, { course: 'Pasted', lesson: 'Slowly' }));
  const text = lessonText(page);
  await writeParagraph(page, 'one');
  await writeParagraph(page, 'two');
  const typed = Promise.withResolvers<void>();
  await page.route('**/engine/materials/addPicture', async (route) => {
    await typed.promise;
    await route.continue();
  });
  await pasteHtml(page, `<p>, three</p><img alt="a bank" src="data:image/png;base64,${base64}">`);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('Typed: ');
  typed.resolve();
  await expect.poll(() => blocksOf(text)).toEqual(['Typed: one', 'two, three', '[a bank]']);
  await page.keyboard.type('twenty-');
  await expect.poll(() => blocksOf(text)).toEqual(['Typed: twenty-one', 'two, three', '[a bank]']);
});

test('raised and lowered letters stay so where only their style says it', async ({ teacher }) => {
  const { page } = teacher;
  await openLesson(teacher, await createDraft(teacher, { course: 'Pasted', lesson: 'Raised' }));
  const text = lessonText(page);
  await pasteHtml(
    page,
    `<p><span style="vertical-align:baseline">10</span><span style="font-size:0.6em;vertical-align:super">2</span>
     <span>H</span><span style="font-size:0.6em;vertical-align:sub">2</span><span>O</span></p>`,
  );
  await expect(text.locator('sup')).toHaveText('2');
  await expect(text.locator('sub')).toHaveText('2');
});

test('the caption of a table stands before it, and no table comes without cells', async ({ teacher }) => {
  const { page } = teacher;
  await openLesson(teacher, await createDraft(teacher, { course: 'Pasted', lesson: 'From the web' }));
  const text = lessonText(page);
  await pasteHtml(
    page,
    `<table><caption>Depths in <b>metres</b></caption><tbody><tr><th>Bank</th><td>3</td></tr></tbody></table>
     <table><caption>Nothing yet</caption></table><p>End</p>`,
  );
  await expect.poll(() => blocksOf(text)).toEqual(['Depths in metres', ['Bank', '3'], 'Nothing yet', 'End']);
});
