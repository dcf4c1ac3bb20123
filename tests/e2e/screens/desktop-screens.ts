/** Every screen of the desktop, in the states that matter. */
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { must } from '@educrowd/shared/primitives/assert';
import type { Desktop, DesktopWindow } from '../fixtures/desktop.ts';
import { lessonText, outline, syncPill, writeParagraph } from '../fixtures/writing.ts';
import type { School, SeededCourse } from '../school/school.ts';
import type { Screen } from './screen.ts';

export type DesktopScreen = Screen<DesktopWindow>;

const NOWHERE = '00000000-0000-7000-8000-000000000000';

/** On a computer on which nothing has been opened; its network is cut. */
export function firstRunScreens(desktop: Desktop): DesktopScreen[] {
  return [
    {
      name: 'first-run',
      open: async ({ page }) => expect(page.getByRole('heading', { name: 'Which school?' })).toBeVisible(),
    },
    {
      name: 'first-run-no-answer',
      open: async ({ page }) => {
        await page.getByLabel('School address').fill(desktop.schoolAddress);
        await page.getByRole('button', { name: 'Continue' }).click();
        await expect(page.getByLabel('School address')).toHaveAttribute('aria-invalid', 'true');
      },
    },
    {
      name: 'first-run-code',
      open: async ({ page }) => {
        await desktop.network.restore();
        await page.getByRole('button', { name: 'Continue' }).click();
        await expect(page.getByRole('heading', { name: 'Confirm in your browser' })).toBeVisible();
      },
    },
    {
      name: 'first-run-local',
      open: async ({ page }) => {
        await page.getByRole('button', { name: 'Cancel' }).click();
        await desktop.network.cut();
        await page.getByRole('button', { name: 'Start without a school' }).click();
        await page.getByRole('button', { name: 'Start on this computer' }).click();
        await expect(page.getByText('Enter your name.')).toBeVisible();
      },
    },
    {
      name: 'home-empty',
      open: async ({ page }) => {
        await page.getByLabel('Your name').fill('Tessa Lindqvist');
        await page.getByRole('button', { name: 'Start on this computer' }).click();
        await expect(page.getByRole('heading', { name: 'Make your first course' })).toBeVisible();
      },
    },
    at('trash-empty', '/trash', (page) => page.getByText('Trash is empty')),
    at('sync-local', '/sync', (page) => page.getByRole('heading', { name: 'Sync' })),
    at('search-start', '/search', (page) => page.getByText('Find any word in any text')),
    {
      name: 'new-course',
      open: async (window) => {
        await go(window, '/');
        await window.page.getByRole('button', { name: 'Create course' }).click();
        await expect(window.page.getByRole('dialog')).toBeVisible();
      },
    },
    {
      name: 'course-empty',
      open: async ({ page }) => {
        await page.getByLabel('Title').fill('Weather for beginners');
        await page.getByRole('button', { name: 'Create course' }).click();
        await expect(page.getByRole('heading', { name: 'Write the first lesson' })).toBeVisible();
      },
    },
    {
      name: 'lesson-empty',
      open: async ({ page }) => {
        await page.getByRole('button', { name: 'Write the first lesson' }).click();
        await expect(lessonText(page)).toBeVisible();
      },
    },
    {
      name: 'import',
      open: async (window) => {
        await go(window, '/');
        await window.page.getByRole('button', { name: 'Import course' }).click();
        await expect(window.page.getByRole('dialog')).toBeVisible();
      },
    },
    {
      name: 'import-failed',
      open: async ({ page }) => {
        const choosing = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Choose file' }).click();
        await (await choosing).setFiles(join(import.meta.dirname, 'screen.ts'));
        await expect(page.getByRole('alert')).toBeVisible();
      },
    },
    {
      name: 'import-report',
      open: async ({ page }) => {
        const choosing = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Choose folder' }).click();
        await (await choosing).setFiles(join(import.meta.dirname, '../school/course'));
        await expect(page.getByText(/items imported/).first()).toBeVisible();
      },
    },
  ];
}

/** On the teacher's computer, which is signed in and has the school's courses. */
export function teacherScreens(school: School): DesktopScreen[] {
  const { course, longTitles } = school;
  return [
    at('home', '/', (page) => page.getByRole('heading', { name: 'Hello, Tessa Lindqvist' })),
    at('courses', '/courses', (page) => page.getByRole('heading', { name: 'Courses' })),
    at('course', `/course/${course.id}`, (page) => page.getByRole('heading', { name: course.title })),
    lesson('lesson', course, 'The profile'),
    lesson('lesson-code-callouts', course, 'Keeping notes'),
    lesson('lesson-lists-table', course, 'What to pack'),
    {
      name: 'lesson-table-menu',
      open: async (window) => {
        const { page } = window;
        await openLessonOf(window, course, 'What to pack');
        await page.getByRole('cell', { name: 'at every stop' }).click();
        await page.getByRole('button', { name: 'Table', exact: true }).click();
        await expect(page.getByRole('menu')).toBeVisible();
      },
    },
    {
      name: 'lesson-toolbar',
      open: async (window) => {
        await openLessonOf(window, course, 'What to pack');
        await selectWord(window.page);
      },
    },
    {
      name: 'lesson-link',
      open: async (window) => {
        await openLessonOf(window, course, 'What to pack');
        await selectWord(window.page);
        await window.page.keyboard.press('ControlOrMeta+Shift+k');
        await expect(window.page.getByLabel('Link address')).toBeVisible();
      },
    },
    {
      name: 'lesson-slash-menu',
      open: async (window) => {
        await openLessonOf(window, course, 'A sample that means something');
        await writeParagraph(window.page, '/');
        await expect(window.page.getByRole('listbox', { name: 'Blocks to insert' })).toBeVisible();
      },
    },
    {
      name: 'outline-menu',
      open: async (window) => {
        // Takes back what opened the menu before.
        await window.page.keyboard.press('Escape');
        await window.page.keyboard.press('Backspace');
        await window.page.keyboard.press('Backspace');
        await openOutlineMenu(window, course);
      },
    },
    {
      name: 'move-to',
      open: async (window) => {
        await openOutlineMenu(window, course);
        await window.page.getByRole('menuitem', { name: 'Move to…' }).click();
        await expect(window.page.getByRole('dialog')).toBeVisible();
      },
    },
    {
      name: 'rename',
      open: async (window) => {
        const { page } = window;
        await openLessonOf(window, course, 'What to pack');
        await outline(page).getByRole('treeitem', { name: 'Keeping notes' }).click();
        await page.keyboard.press('F2');
        await expect(outline(page).getByRole('textbox')).toBeVisible();
      },
    },
    lesson('lesson-long-title', longTitles, must(longTitles.lessons.at(-1), 'last lesson').title),
    {
      name: 'palette',
      open: async (window) => {
        const { page } = window;
        await openLessonOf(window, course, 'The profile');
        await page.keyboard.press('ControlOrMeta+k');
        await page.keyboard.type('river');
        await expect(page.getByRole('option', { name: /river/i }).first()).toBeVisible();
      },
    },
    {
      name: 'search',
      open: async (window) => {
        await go(window, '/search?q=water');
        await expect(window.page.getByText(/results$/)).toBeVisible();
      },
    },
    at('search-nothing', '/search?q=zeppelin', (page) => page.getByText('Nothing found for')),
    {
      name: 'school-menu',
      open: async (window) => {
        await go(window, '/');
        await window.page.getByRole('button', { name: /^School: / }).click();
        await expect(window.page.getByRole('menu')).toBeVisible();
      },
    },
    {
      name: 'trash',
      open: async (window) => {
        const { id } = await window.engine.courses.createCourse({ title: 'An idea that was none' });
        await window.engine.courses.trash({ kind: 'course', id });
        await go(window, '/trash');
        await expect(
          window.page.getByRole('button', { name: 'Put back An idea that was none' }),
        ).toBeVisible();
      },
    },
    at('settings', '/settings', (page) => page.getByRole('heading', { name: 'Settings' })),
    at('not-found', `/course/${NOWHERE}`, (page) => page.getByText('There is nothing here')),
    at('sync', '/sync', (page) => page.getByRole('heading', { name: 'Sync' })),
  ];
}

/** Two people have changed one title. */
export function conflictScreens(
  devices: { teacher: Desktop; colleague: Desktop },
  colleague: DesktopWindow,
): DesktopScreen[] {
  return [
    {
      name: 'sync-not-answering',
      open: async (window) => {
        const { engine, page } = window;
        const { id: courseId } = await engine.courses.createCourse({ title: 'Clouds' });
        await expect(syncPill(page)).toHaveAccessibleName(/Synced/);
        await expect(async () => {
          expect((await colleague.engine.courses.list()).some(({ id }) => id === courseId)).toBe(true);
        }).toPass();
        await devices.teacher.network.cut();
        await colleague.engine.courses.patchCourse({
          courseId,
          patch: { title: 'Clouds and what they tell us about tomorrow' },
        });
        await expect.poll(async () => (await colleague.engine.sync.status()).pill.state).toBe('synced');
        await engine.courses.patchCourse({ courseId, patch: { title: 'How to read clouds' } });
        await go(window, '/sync');
        await expect(syncPill(page)).toHaveAccessibleName(/School not answering/);
      },
    },
    {
      name: 'sync-conflict',
      open: async ({ page }) => {
        await devices.teacher.network.restore();
        await page.getByRole('button', { name: 'Sync now' }).click();
        await expect(clouds(page).getByRole('button', { name: 'Keep right' })).toBeVisible();
      },
    },
    {
      name: 'sync-conflict-edit',
      open: async ({ page }) => {
        await clouds(page).getByRole('button', { name: 'Edit', exact: true }).click();
        await expect(page.getByLabel('Your version of the title')).toBeVisible();
      },
    },
    {
      name: 'home-needs-you',
      open: async (window) => {
        await go(window, '/');
        await expect(window.page.getByRole('link', { name: 'Decide', exact: true })).toBeVisible();
      },
    },
  ];
}

/** The conflict of these screens, among those of other tests. */
const clouds = (page: Page) => page.getByRole('listitem').filter({ hasText: 'Clouds' });

export function at(
  name: string,
  path: string,
  shown: (page: Page) => ReturnType<Page['locator']>,
): DesktopScreen {
  return {
    name,
    open: async (window) => {
      await go(window, path);
      await expect(shown(window.page).first()).toBeVisible();
    },
  };
}

/**
 * As a link would, but by way of a screen that looks like no other one: what is visible afterwards was made for this
 * path, also where the screen before had the same headings.
 */
export async function go({ page, origin }: DesktopWindow, path: string): Promise<void> {
  // A menu that is open hides what is beneath it from the rest of these steps, as it does from people.
  await page.keyboard.press('Escape');
  await page.goto(`${origin}/#/settings`);
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  if (path !== '/settings') await page.goto(`${origin}/#${path}`);
}

const lesson = (name: string, course: SeededCourse, title: string): DesktopScreen => ({
  name,
  open: (window) => openLessonOf(window, course, title),
});

async function selectWord(page: Page): Promise<void> {
  await page.getByText('Everything fits into one rucksack.').dblclick({ position: { x: 20, y: 12 } });
  await expect(page.getByRole('toolbar')).toBeVisible();
}

async function openOutlineMenu(window: DesktopWindow, course: SeededCourse): Promise<void> {
  const { page } = window;
  await openLessonOf(window, course, 'What to pack');
  await outline(page).getByRole('treeitem', { name: 'Keeping notes' }).click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
}

async function openLessonOf(window: DesktopWindow, course: SeededCourse, title: string): Promise<void> {
  const { id } = must(
    course.lessons.find((each) => each.title === title),
    title,
  );
  await go(window, `/course/${course.id}/lesson/${id}`);
  await expect(lessonText(window.page)).toBeVisible();
}
