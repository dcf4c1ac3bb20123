/** Every page and screen, light and dark: no fault that axe calls serious or critical, and nothing wider than the window. */
import type { Page } from '@playwright/test';
import { bringAxe, expectAccessible, expectContrast, expectNothingCutOff } from './fixtures/accessible.ts';
import type { DesktopWindow } from './fixtures/desktop.ts';
import { test } from './fixtures/test.ts';
import { campaignScreens } from './screens/campaign-screens.ts';
import { conflictScreens, firstRunScreens, teacherScreens } from './screens/desktop-screens.ts';
import { backerScreens } from './screens/pledge-screens.ts';
import type { Screen } from './screens/screen.ts';
import { founderScreens, studentScreens, visitorScreens } from './screens/web-screens.ts';

const SMALLEST_PHONE = { width: 360, height: 780 };
const COMPUTER = { width: 1280, height: 800 };

// Many screens in one test, one after the other: a limit against hanging, with room for a busy machine. The longest file
// of all: its tests are shared out among the processes.
test.describe.configure({ mode: 'parallel', timeout: 240_000 });

async function examine<Place>(screens: readonly Screen<Place>[], place: Place, page: Page): Promise<void> {
  await bringAxe(page);
  for (const screen of screens) {
    await test.step(screen.name, async () => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await screen.open(place);
      await expectNothingCutOff(page);
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await expectContrast(page);
    });
  }
}

const examineWindow = (screens: readonly Screen<DesktopWindow>[], window: DesktopWindow): Promise<void> =>
  examine(screens, window, window.page);

test.describe('pages', () => {
  test.use({ viewport: SMALLEST_PHONE, isMobile: true, hasTouch: true });

  test('for visitors', ({ page, school }) => examine(visitorScreens(school), page, page));
  test('for backers', ({ page, school }) => examine(backerScreens(school), page, page));
  test('for students', ({ page, school }) => examine(studentScreens(school), page, page));
  test('for founders', ({ page, school }) => examine(founderScreens(school), page, page));
});

test.describe('the desktop', () => {
  test.use({ contextOptions: { viewport: COMPUTER } });

  test('before and without a school', async ({ newDesktop, openWindow }) => {
    await newDesktop.network.cut();
    await examineWindow(firstRunScreens(newDesktop), await openWindow(newDesktop));
  });
  test('with a campaign in the making', async ({ newDesktop, openWindow }) => {
    await newDesktop.network.cut();
    const window = await openWindow(newDesktop);
    await window.engine.session.startLocal({ displayName: 'Mara Lind' });
    await examineWindow(campaignScreens(), window);
  });
  test('at work', ({ teacher, school, complaints }) => {
    // One of the screens is about a course that is not there.
    complaints.expect(/This course is not here/);
    return examineWindow(teacherScreens(school), teacher);
  });
  test('with something to decide', ({ teacher, colleague, teacherDesktop, colleagueDesktop }) =>
    examineWindow(
      conflictScreens({ teacher: teacherDesktop, colleague: colleagueDesktop }, colleague),
      teacher,
    ));
});
