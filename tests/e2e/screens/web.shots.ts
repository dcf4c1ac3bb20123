import { test } from '../fixtures/test.ts';
import { photograph, type Look } from './photograph.ts';
import { backerScreens } from './pledge-screens.ts';
import { founderScreens, studentScreens, visitorScreens } from './web-screens.ts';

const looks: readonly Look[] = [
  { name: 'computer', width: 1280, height: 800, scheme: 'light' },
  { name: 'computer-dark', width: 1280, height: 800, scheme: 'dark' },
  { name: 'phone', width: 390, height: 844, scheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, scheme: 'dark' },
  { name: 'small-phone', width: 360, height: 640, scheme: 'light' },
  { name: 'phone-large-text', width: 390, height: 844, scheme: 'light', textSize: 2 },
];

for (const [area, screensOf] of Object.entries({
  visitor: visitorScreens,
  backer: backerScreens,
  student: studentScreens,
  founder: founderScreens,
})) {
  test(area, ({ page, school }) =>
    photograph(screensOf(school), { area: `web/${area}`, place: page, page, looks }),
  );
}
