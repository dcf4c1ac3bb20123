import { afterAll, afterEach, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { checkDatabaseRoles } from './check-database-roles.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

const { appUrl: app, identityUrl: identity, jobsUrl: jobs, ownerUrl, adminUrl } = database.urls;
const undo: string[] = [];
afterEach(async () => {
  for (const statement of undo.splice(0)) await database.admin.unsafe(statement);
});
async function change(statement: string, back: string): Promise<void> {
  undo.push(back);
  await database.admin.unsafe(statement);
}
const refusal = (urls: Partial<{ app: string; identity: string; jobs: string }> = {}): Promise<string> =>
  checkDatabaseRoles({ app, identity, jobs, ...urls }).then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

test('the roles as they are set up are accepted', async () => {
  expect(await refusal()).toBe('accepted');
});

test('a superuser is refused, and told what to do', async () => {
  const message = await refusal({ app: adminUrl });
  expect(message).toContain('The server does not start');
  expect(message).toMatch(
    /APP_DATABASE_URL connects as ".+", which has superuser rights.*Give it the role educrowd_app/,
  );
});

test('a role that owns tables is refused', async () => {
  expect(await refusal({ app: ownerUrl })).toMatch(
    /APP_DATABASE_URL: "educrowd_owner" owns tables in .*public/,
  );
});

test('two roles in one are refused', async () => {
  expect(await refusal({ identity: app })).toMatch(/have to connect as three different roles/);
  expect(await refusal({ jobs: app })).toMatch(/three different roles/);
});

test('a role that can read what is another one’s is refused', async () => {
  await change(
    'grant usage on schema identity to educrowd_app',
    'revoke usage on schema identity from educrowd_app',
  );
  await change(
    'grant select on identity.session to educrowd_app',
    'revoke select on identity.session from educrowd_app',
  );
  expect(await refusal()).toMatch(/"educrowd_app" can read tables in identity, which are not its own/);
});

test('rights beyond need are refused', async () => {
  await change('grant truncate on courses to educrowd_app', 'revoke truncate on courses from educrowd_app');
  expect(await refusal()).toMatch(/truncate on public\.courses/);
});

test('creating objects is refused', async () => {
  await change(
    'grant create on schema public to educrowd_app',
    'revoke create on schema public from educrowd_app',
  );
  expect(await refusal()).toMatch(/may create objects in public/);
});

test('a table without row-level security in force is refused', async () => {
  await change(
    'alter table courses no force row level security',
    'alter table courses force row level security',
  );
  expect(await refusal()).toMatch(/no row-level security in force: courses/);
});
