/** What a push of one change does when the database fails in the middle of it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import type { TenantContext } from '../../platform/with-tenant.ts';
import { buildSchool, createDevice, openTestDoor, type TestDoor } from './testing/sync-school.ts';

let school: TestDoor;
let ada: TenantContext;
beforeAll(async () => {
  school = await openTestDoor();
  ada = await (await buildSchool(school.door)).join('Ada', 'instructor');
  // A number that is drawn stays drawn, whatever becomes of its transaction.
  await school.admin.unsafe(`
    create sequence tries;
    grant usage on sequence tries to public;
    create function fail_once() returns trigger language plpgsql as $$
      begin
        if new.title = 'Broken' then raise exception using errcode = 'XX000'; end if;
        if new.title in ('Ended', 'Full') and nextval('tries') = 1 then
          if new.title = 'Ended' then perform pg_terminate_backend(pg_backend_pid());
          else raise exception using errcode = '53100';
          end if;
        end if;
        return new;
      end $$;
    create trigger fail_once before insert on courses for each row execute function fail_once()`);
});
afterAll(() => school.close());

const create = (device: ReturnType<typeof createDevice>, title: string) =>
  device.mutation('Course.create', { row: { id: newId(), title } });

test.each([
  ['Ended', 'closed during this transaction'],
  ['Full', 'Failed query'],
])('is not refused for what ends by itself, and takes effect once: %s', async (title, said) => {
  await school.admin`select setval('tries', 1, false)`;
  const device = createDevice(school.door, ada);
  const mutation = create(device, title);
  await expect(device.push([mutation])).rejects.toThrow(said);
  const { results, lastSeq } = await device.push([mutation]);
  expect([lastSeq, results.map(({ code }) => code)]).toEqual([1, ['APPLIED']]);
  expect(await school.admin`select id from courses where title = ${title}`).toHaveLength(1);
});

test('is refused where the change itself breaks the server, so that those behind it go on', async () => {
  const device = createDevice(school.door, ada);
  const [broken, next] = [create(device, 'Broken'), create(device, 'Whole')];
  await expect(device.push([broken, next])).rejects.toThrow('Failed query');
  expect((await device.push([broken])).results.map(({ code }) => code)).toEqual(['INTERNAL']);
  expect((await device.push([next])).results.map(({ code }) => code)).toContain('APPLIED');
});
