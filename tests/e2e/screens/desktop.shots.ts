import { test } from '../fixtures/test.ts';
import { campaignScreens } from './campaign-screens.ts';
import { conflictScreens, firstRunScreens, teacherScreens } from './desktop-screens.ts';
import { photograph, type Look } from './photograph.ts';

test.use({ contextOptions: { viewport: { width: 1440, height: 900 } } });

const looks: readonly Look[] = [
  { name: 'wide', width: 1440, height: 900, scheme: 'light' },
  { name: 'wide-dark', width: 1440, height: 900, scheme: 'dark' },
  { name: 'middle', width: 1024, height: 768, scheme: 'light' },
  // Also what 1440 × 900 leaves at 200 % zoom.
  { name: 'narrow', width: 720, height: 450, scheme: 'light' },
];

test('first-run', async ({ newDesktop, openWindow }) => {
  await newDesktop.network.cut();
  const place = await openWindow(newDesktop);
  await photograph(firstRunScreens(newDesktop), {
    area: 'desktop/first-run',
    place,
    page: place.page,
    looks,
  });
});

test('campaign', async ({ newDesktop, openWindow }) => {
  await newDesktop.network.cut();
  const place = await openWindow(newDesktop);
  await place.engine.session.startLocal({ displayName: 'Mara Lind' });
  await photograph(campaignScreens(), { area: 'desktop/campaign', place, page: place.page, looks });
});

test('teacher', ({ teacher, school, complaints }) => {
  complaints.expect(/This course is not here/);
  const options = { area: 'desktop/teacher', place: teacher, page: teacher.page, looks };
  return photograph(teacherScreens(school), options);
});

test('conflict', ({ teacher, colleague, teacherDesktop, colleagueDesktop }) =>
  photograph(conflictScreens({ teacher: teacherDesktop, colleague: colleagueDesktop }, colleague), {
    area: 'desktop/conflict',
    place: teacher,
    page: teacher.page,
    looks,
  }));
