import { giveRole, pauseRole, signInToApi } from '../support/school-access.ts';
import { signUp, type Person } from '../../tools/stack/people.ts';
import { signInDesktop } from './fixtures/desktop.ts';
import { expect, test } from './fixtures/test.ts';
import {
  createDraft,
  expectSynced,
  lessonText,
  openLesson,
  syncPill,
  writeParagraph,
} from './fixtures/writing.ts';

const petra: Person = { name: 'Petra Lund', email: 'petra@riverside.example', password: 'stones-and-rivers' };

test('a role is paused while its teacher types: no letter is lost, and all are back with the role', async ({
  newDesktop,
  openWindow,
  school,
}) => {
  await signUp(school.origin, petra);
  const [by, { userId }] = await Promise.all([
    signInToApi(school.origin, school.teacher),
    signInToApi(school.origin, petra),
  ]);
  const role = { by, to: userId, role: 'instructor' } as const;
  await giveRole(school.origin, role);
  await signInDesktop(newDesktop, petra);
  const window = await openWindow(newDesktop);
  const { page, engine } = window;
  const draft = await createDraft(window, { course: 'Tides', lesson: 'The moon' });
  await openLesson(window, draft);
  await writeParagraph(page, 'Before the pause.');
  await expectSynced(page);
  const text = lessonText(page);

  let typed = 'Before the pause.';
  const writeOn = async () => {
    typed += ' on and on';
    await page.keyboard.type(' on and on', { delay: 5 });
  };

  await test.step('the editor takes letters until it knows, and none after that', async () => {
    await newDesktop.network.cut();
    await writeOn();
    await pauseRole(school.origin, { ...role, isPaused: true });
    await newDesktop.network.restore();
    const synced = engine.sync.syncNow();
    await expect(async () => {
      await writeOn();
      await expect(text).toHaveAttribute('aria-readonly', 'true', { timeout: 1 });
    }).toPass({ intervals: [1] });
    await expect(
      page.getByRole('status').filter({ hasText: 'You no longer have access to Tides.' }),
    ).toBeVisible();
    await synced;
  });
  const shown = await text.innerText();
  expect(shown).toContain('Before the pause. on and on');
  expect(typed).toContain(shown);
  await page.keyboard.type('SECOND ROUND');
  expect(await text.innerText()).toBe(shown);

  await test.step('what the school does not have is under Sync, letter for letter', async () => {
    await page.getByRole('link', { name: 'See what is kept' }).click();
    await expect(page.getByText(/^You no longer have access to Tides\. Your \d+ unsent/)).toBeVisible();
    // The last letters may still be on their way to the engine.
    await expect(async () => {
      const kept = (await engine.sync.listRefused()).map(({ content }) => content);
      expect(kept.join('')).toContain(' on and on');
      // Some of the first sentence may still have been on its way when the role was paused.
      const received = shown.slice(0, shown.length - kept.join('').length);
      expect(received + kept.join('')).toBe(shown);
      expect('Before the pause.').toContain(received);
      const { refused } = JSON.parse((await engine.sync.exportUnsent()).json) as { refused: unknown[] };
      expect(refused).toHaveLength(kept.length);
    }).toPass({ timeout: 30_000 });
  });

  const banner = page.getByText(
    /^Your role at Riverside School has ended or is paused\. Your \d+ unsent changes? .* kept here under Sync\./,
  );
  await test.step('it is said that the role is what is missing', async () => {
    await expect(banner).toBeVisible();
    await expect(syncPill(page)).toHaveAccessibleName(/No role at the school now · \d+ saved here$/);
    await expect(page.getByText(/sign in/i)).toHaveCount(0);
  });

  await test.step('with the role, all of it is back', async () => {
    await pauseRole(school.origin, { ...role, isPaused: false });
    await page.getByRole('main').getByRole('button', { name: 'Sync now' }).click();
    await expectSynced(page);
    await expect(banner).toBeHidden();
    await openLesson(window, draft);
    await expect(text).toHaveText(shown);
    await expect(text).toHaveAttribute('aria-readonly', 'false');
    expect(await engine.sync.listRefused()).toEqual([]);
  });
});
