/** What only the stand-in's own record can tell. */
import { expect, startLocally, test } from './launch/desktop-test.ts';
import { isElectron } from './launch/launch-app.ts';

test.skip(isElectron, 'asks the stand-in itself');

test('a notification leads to its place, and no rule of the windows was broken', async ({ launch }) => {
  const app = await launch({ settings: { keychain: 'basic_text' } });
  const page = await app.window();
  await startLocally(page);
  await page.evaluate(() =>
    window.educrowd.call('notify', { title: 'Two pledges', body: 'for the river course', place: '/trash' }),
  );
  await app.evaluate(({ standIn }) => void standIn.notifications.at(-1)?.emit('click'));
  await expect(page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible();

  const { said, violations } = await app.evaluate(({ standIn: { record } }) => ({
    said: record.filter(({ kind }) => kind === 'notification'),
    violations: record.filter(({ kind }) => kind === 'violation' || kind === 'blockedRequest'),
  }));
  expect(said).toEqual([{ kind: 'notification', title: 'Two pledges', body: 'for the river course' }]);
  expect(violations).toEqual([]);
});
