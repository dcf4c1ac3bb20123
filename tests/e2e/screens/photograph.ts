import { join } from 'node:path';
import { test, type Page } from '@playwright/test';
import { repositoryRoot } from '../../../tools/repository.ts';
import type { Screen } from './screen.ts';

export interface Look {
  /** In file names. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  /** As set in the browser; 1 is what most people have. */
  readonly textSize?: 2;
}

const FOLDER = join(repositoryRoot, 'screenshots');

/** Opens the screens one after the other and takes pictures of each in all looks: `screenshots/<area>/<screen>.<look>.png`. */
export async function photograph<Place>(
  screens: readonly Screen<Place>[],
  { area, place, page, looks }: { area: string; place: Place; page: Page; looks: readonly Look[] },
): Promise<void> {
  for (const screen of screens) {
    await test.step(screen.name, async () => {
      await screen.open(place);
      const usual = page.viewportSize();
      for (const { name, width, height, scheme, textSize = 1 } of looks) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height });
        await page.evaluate((size) => {
          document.documentElement.style.fontSize = size === 1 ? '' : `${size * 100}%`;
        }, textSize);
        await page.screenshot({
          path: join(FOLDER, area, `${screen.name}.${name}.png`),
          fullPage: true,
          animations: 'disabled',
        });
      }
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '';
      });
      if (usual) await page.setViewportSize(usual);
    });
  }
}
