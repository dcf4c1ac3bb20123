import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@educrowd/shared/primitives/id';
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '@educrowd/shared/sync/protocol';
import { withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { bootstrap } from './bootstrap.ts';
import { combineHandlers } from './mutation-handlers.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { buildSchool, createDevice, openTestDoor } from './testing/sync-school.ts';

let opened: Awaited<ReturnType<typeof openTestDoor>>;
let ada: TenantContext;
let ben: TenantContext;
beforeAll(async () => {
  opened = await openTestDoor();
  ada = await (await buildSchool(opened.door)).join('Ada', 'owner');
  ben = await (await buildSchool(opened.door)).join('Ben', 'owner');
});
afterAll(() => opened.close());

const envelope = (epoch: string | null) => ({
  protocol: PROTOCOL_VERSION,
  schema: SCHEMA_VERSION,
  epoch,
  clientId: newId<'Client'>(),
  holdings: [],
  ackedThrough: 0,
});
const pullAs = (who: TenantContext, epoch: string | null) =>
  pull(opened.door, who, { ...envelope(epoch), cursor: 0, after: null });

/** As if the school's rows had come from a backup of another server, or from before this one's last recovery. */
const restore = ({ tenantId }: TenantContext): Promise<unknown> =>
  withTenant(opened.door, { tenantId, userId: null, isSystem: true }, (tx) =>
    tx.db.execute(sql`update sync_tenant set history = 'another server' where tenant_id = ${tenantId}`),
  );

it('begins a new epoch once, after the database was restored', async () => {
  const { epoch } = await pullAs(ada, null);
  expect((await pullAs(ada, epoch)).epoch).toBe(epoch);
  await restore(ada);
  const answers = await Promise.allSettled([pullAs(ada, epoch), pullAs(ada, epoch), pullAs(ada, epoch)]);
  for (const answer of answers) expect(answer).toMatchObject({ reason: { syncCode: 'EPOCH_CHANGED' } });
  const begun = await pullAs(ada, null);
  expect(begun.epoch).not.toBe(epoch);
  expect((await pullAs(ada, begun.epoch)).epoch).toBe(begun.epoch);
});

it('notices it in every kind of request, and leaves other schools alone', async () => {
  const { epoch } = await pullAs(ben, null);
  const { door } = opened;
  const requests = [
    (known: string) =>
      push({ door, handlers: combineHandlers([]) }, ada, { ...envelope(known), mutations: [] }),
    (known: string) => bootstrap(door, ada, { ...envelope(known), holding: 'staff', after: null }),
  ];
  for (const request of requests) {
    const { epoch: known } = await pullAs(ada, null);
    await restore(ada);
    await expect(request(known)).rejects.toMatchObject({ syncCode: 'EPOCH_CHANGED' });
  }
  expect((await pullAs(ben, null)).epoch).toBe(epoch);
});

it('tells a device that does not know the epoch what the school remembered of it when that began', async () => {
  const device = createDevice(opened.door, ada);
  const asked = (epoch: string | null) =>
    pull(opened.door, ada, { ...envelope(epoch), clientId: device.clientId, cursor: 0, after: null });
  await device.createCourse();
  const { epoch: before, lastSeq } = await asked(null);
  expect(lastSeq).toBe(4);
  await restore(ada);
  await expect(asked(before)).rejects.toMatchObject({ syncCode: 'EPOCH_CHANGED' });
  // A copy of the device goes on under its id.
  expect((await device.send('Course.create', { row: { id: newId(), title: 'Later' } })).code).toBe('APPLIED');
  const { epoch, lastSeq: remembered } = await asked(null);
  expect(remembered).toBe(4);
  expect((await asked(epoch)).lastSeq).toBe(5);
});
