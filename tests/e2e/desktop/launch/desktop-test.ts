/** The `test` of the desktop app: a computer of its own for each test, and no complaint of a page goes unheard. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { createComplaints, type Complaints } from '../../fixtures/complaints.ts';
import { announcedSchool, type School } from '../../school/school.ts';
import { launchApp, type AppOptions, type DesktopApp } from './launch-app.ts';

type LaunchOptions = Omit<AppOptions, 'folder'>;

interface Fixtures {
  /** Where the app keeps everything on this computer. */
  readonly folder: string;
  readonly complaints: Complaints;
  readonly school: School;
  /** Starts the app on this computer; what still runs is ended with the test. */
  readonly launch: (options?: LaunchOptions) => Promise<DesktopApp>;
}

export { expect };

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'educrowd-app-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  school: async ({}, use) => use(announcedSchool()),
  complaints: async ({}, use) => {
    const complaints = createComplaints();
    await use(complaints);
    expect(complaints.list, 'what pages complained of').toEqual([]);
  },
  launch: async ({ folder, complaints, contextOptions }, use) => {
    const launched: DesktopApp[] = [];
    await use(async (options = {}) => {
      const app = await launchApp({
        ...options,
        folder,
        contextOptions,
        prepare: async (context) => {
          complaints.watch(context);
          await options.prepare?.(context);
        },
      });
      launched.push(app);
      return app;
    });
    for (const app of launched) await app.kill();
  },
});

/** First run without a school. */
export async function startLocally(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start without a school' }).click();
  await page.getByLabel('Your name').fill('Ada');
  await page.getByRole('button', { name: 'Start on this computer' }).click();
}

/** Chooses a command in the menus, once it can be chosen. */
export const chooseInMenu = (app: DesktopApp, id: string): Promise<void> =>
  expect
    .poll(() =>
      app.evaluate(({ Menu }, wanted) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
        if (!item?.enabled) return false;
        item.click();
        return true;
      }, id),
    )
    .toBe(true);
