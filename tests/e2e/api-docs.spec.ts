import { expect, test } from './fixtures/test.ts';

// Whatever the pages' policy refuses is a complaint of the browser, for which the fixture fails the test.
for (const [what, path] of [
  ['tried', '/api/docs'],
  ['read', '/api/docs/redoc'],
] as const) {
  test(`the API can be ${what}, with nothing from another server`, async ({ page, school }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(school.origin + path);
    await expect(page.getByText('Create an account').filter({ visible: true }).first()).toBeVisible();
    expect(asked.filter((url) => !url.startsWith(school.origin) && !url.startsWith('data:'))).toEqual([]);
  });
}
