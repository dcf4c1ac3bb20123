import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeCourseFolder } from '../../apps/desktop/src/engine/testing/write-course-folder.ts';
import type { Desktop } from './fixtures/desktop.ts';
import { expect, test } from './fixtures/test.ts';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-courses-'));
  // Enough to be met in the middle of it.
  writeCourseFolder(join(folder, 'Botany'), { sections: 8, pages: 150 });
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function beginImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import course' }).first().click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await (await choosing).setFiles(join(folder, 'Botany'));
}

/** What lies on the disk of an import that is not a course yet. */
function leftovers({ dataFolder }: Desktop): string[] {
  try {
    return readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(?:^uploads|[\\/]import)[\\/]/.test(path),
    );
  } catch (error) {
    // A folder has gone while it was looked into: it is to be looked again.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ['something that is just going'];
    throw error;
  }
}

test('a cancelled import says what became of it', async ({ newDesktop, openWindow }) => {
  const { page, engine } = await openWindow(newDesktop);
  await engine.session.startLocal({ displayName: 'Tessa Lindqvist' });
  const cancel = page.getByRole('dialog').getByRole('button', { name: 'Cancel import' });

  await test.step('nothing is kept of one that was cancelled in time', async () => {
    await beginImport(page);
    await expect(page.getByText('Importing Botany')).toBeVisible();
    await cancel.click();
    await expect(
      page.getByRole('status').filter({ hasText: 'Nothing of the course was kept' }),
    ).toBeAttached();
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(await engine.courses.list()).toEqual([]);
    await expect.poll(() => leftovers(newDesktop)).toEqual([]);
  });

  await test.step('one that was complete before is imported', async () => {
    await page.route('**/engine/import/cancel', async (route) => {
      await expect.poll(async () => (await engine.courses.list()).length).toBe(1);
      await route.continue();
    });
    await beginImport(page);
    await expect(page.getByText('Importing Botany')).toBeVisible();
    await cancel.click();
    await expect(page.getByRole('button', { name: 'Cancelling…' })).toBeDisabled();
    await expect(page.getByText(/^It was too late to cancel: Botany is imported/)).toBeVisible();
    await expect(page.getByRole('tree', { name: 'Outline of Botany' })).toBeVisible();
    // The page may have heard of the import before the one who looks for it here.
    await page.unrouteAll({ behavior: 'wait' });
  });
});

test('an import that the engine dies in leaves nothing and can be begun again', async ({
  newDesktop,
  openWindow,
  complaints,
}) => {
  complaints.expect(/^Failed to load resource: .* 503/);
  complaints.expect(/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
  const { page, engine } = await openWindow(newDesktop);
  await engine.session.startLocal({ displayName: 'Tessa Lindqvist' });
  await beginImport(page);
  await expect(page.getByText(/^(Reading the files|Converting lessons)/)).toBeVisible();
  await expect.poll(() => leftovers(newDesktop).length).toBeGreaterThan(1_000);
  newDesktop.killEngine();
  await expect(page.getByRole('alert')).toContainText(
    'We couldn’t import this file: the app had to start again in the middle of it. Nothing was changed.',
  );
  expect(await engine.courses.list()).toEqual([]);
  await expect.poll(() => leftovers(newDesktop)).toEqual([]);

  await page.getByRole('button', { name: 'Import again' }).click();
  await expect(page.getByRole('tree', { name: 'Outline of Botany' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});
