import { chromium } from '@playwright/test';
import { expect, test } from 'vitest';
import { findChromium } from './find-chromium.ts';

test('finds a Chromium that starts, draws real letters and takes a picture', async () => {
  const browser = await chromium.launch(await findChromium());
  try {
    const page = await browser.newPage();
    await page.setContent(
      '<p style="font: 40px sans-serif"><span>i</span> <span>W</span> <span>ż</span></p>',
    );
    const boxes = await Promise.all((await page.locator('span').all()).map((letter) => letter.boundingBox()));
    const [narrow = 0, wide = 0, polish = 0] = boxes.map((box) => box?.width ?? 0);
    // Without a font every letter is the same empty box.
    expect(narrow).toBeGreaterThan(0);
    expect(wide).toBeGreaterThan(narrow * 2);
    expect(polish).toBeLessThan(wide);
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG');
  } finally {
    await browser.close();
  }
});
