import { createHash, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { buildCampaign, callCampaigns, daysFromNow, paragraph } from '../../testing/build-campaign.ts';
import { createBlobStorage } from '../../platform/blob-storage.ts';
import { withTenant } from '../../platform/with-tenant.ts';
import { createTestDevice, type TestDevice } from '../../testing/build-course.ts';
import { addMember, createPerson, createSchool, signIn } from '../../testing/people.ts';
import { startTestServer, type Answer } from '../../testing/start-test-server.ts';
import { createVisitor } from '../../testing/visitor.ts';
import { markUploaded } from '../courses/upload-material.ts';
import { endCampaign, endOverdueCampaigns } from './end-campaign.ts';

const database = await createTestDatabase();
const server = await startTestServer(database);
afterAll(async () => {
  await server.stop();
  await database.drop();
});

interface Staff {
  readonly host: string;
  readonly token: string;
  readonly userId: string;
  readonly device: TestDevice;
}
let tenantId: string;
let manager: Staff;
let instructor: Staff;
let stranger: Staff;

beforeAll(async () => {
  const owner = await createPerson(server);
  const school = await createSchool(server, owner);
  tenantId = school.tenantId;
  const join = async (role: 'campaignManager' | 'instructor'): Promise<Staff> => {
    const person = await createPerson(server);
    await addMember(server, school, { ...person, roles: [role] });
    return staffAt(school.host, person);
  };
  manager = await join('campaignManager');
  instructor = await join('instructor');
  const otherOwner = await createPerson(server);
  stranger = await staffAt((await createSchool(server, otherOwner, { name: 'Southfield' })).host, otherOwner);
});

async function staffAt(host: string, person: Parameters<typeof signIn>[1]): Promise<Staff> {
  const { token, user } = await signIn(server, person, host);
  return { host, token, userId: user.id, device: createTestDevice(server, host, token) };
}

const launch = (id: string, by: Staff = manager, expected = 'draft'): Promise<Answer> =>
  callCampaigns(server, by, ['launch', { id, expected }]);
async function live(shape: Parameters<typeof buildCampaign>[1] = {}) {
  const made = await buildCampaign(manager.device, shape);
  expect((await launch(made.campaignId)).status).toBe(200);
  return made;
}
const codeOf = async (by: Staff, ...mutation: [string, JsonObject, JsonObject?]): Promise<string> =>
  (await by.device.push(mutation))[0]!.code;
const open = (path: string, host = manager.host) => createVisitor(server, host).open(path);
const rest = (path: string, { host, token }: { host: string; token?: string } = manager) =>
  server.request(`/api/v1${path}`, {
    host,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
const messageOf = (answer: Answer): string => (answer.json() as { error: { message: string } }).error.message;
const rowOf = async (
  table: 'campaigns' | 'campaign_updates',
  id: string,
): Promise<Record<string, string | Date | null>> =>
  (await database.admin`select * from ${database.admin(table)} where id = ${id}`)[0]!;

describe('launching', () => {
  test('makes a campaign live, once, and queues its end', async () => {
    const { campaignId } = await buildCampaign(manager.device);
    const first = await launch(campaignId);
    expect([first.status, (await launch(campaignId)).text]).toEqual([200, first.text]);
    const jobs = await database.admin<{ run_at: Date }[]>`
      select run_at from jobs._private_jobs j join jobs._private_tasks t on t.id = j.task_id
      where t.identifier = 'end-campaign' and j.payload ->> 'campaignId' = ${campaignId}`;
    const row = await rowOf('campaigns', campaignId);
    expect(row.status).toBe('live');
    expect(jobs.map(({ run_at }) => run_at)).toEqual([row.deadline]);
    const entries = await database.admin`
      select from audit_entry where tenant_id = ${tenantId} and action = 'campaign.launched' and body like ${`%${campaignId}%`}`;
    expect(entries).toHaveLength(1);
  });

  test.each<[string, Parameters<typeof buildCampaign>[1], string]>([
    ['without a goal', { campaign: { goalMinor: null } }, 'Set a goal above zero.'],
    ['without a story', { story: '' }, 'Write the story'],
    ['with a reward for nothing', { rewards: [{ amountMinor: 0 }] }, 'an amount above zero'],
    ['with a deadline of yesterday', { campaign: { deadline: daysFromNow(-1) } }, 'at least one day'],
    ['that charges at the deadline', { campaign: { fundingModel: 'allOrNothing' } }, 'comes later'],
  ])('is refused %s, and says why', async (_name, shape, why) => {
    const { campaignId } = await buildCampaign(manager.device, shape);
    const answer = await launch(campaignId);
    expect([answer.status, (await rowOf('campaigns', campaignId)).status]).toEqual([400, 'draft']);
    expect(messageOf(answer)).toContain(why);
  });

  test('is refused in Trash, and where the person saw another status', async () => {
    const { campaignId } = await buildCampaign(manager.device);
    expect((await launch(campaignId, manager, 'ended')).status).toBe(409);
    await manager.device.push(['Campaign.trash', { id: campaignId, cursor: 1_000_000 }]);
    expect((await launch(campaignId)).status).toBe(404);
  });

  test('is for those who run it: to others it does not exist', async () => {
    const { campaignId } = await buildCampaign(manager.device);
    const nowhere = await launch(newId(), instructor);
    for (const by of [instructor, stranger]) {
      const answer = await launch(campaignId, by);
      expect([answer.status, messageOf(answer)]).toEqual([404, messageOf(nowhere)]);
    }
    const { status } = await server.request('/trpc/campaigns.launch', {
      host: manager.host,
      json: { id: campaignId, expected: 'draft' },
    });
    expect([status, (await rowOf('campaigns', campaignId)).status]).toEqual([404, 'draft']);
  });
});

describe('a launched campaign', () => {
  test('keeps its terms and stays, while its words may change', async () => {
    const { campaignId, rewardIds } = await live();
    const patch = (patched: JsonObject, base: JsonObject): Promise<string> =>
      codeOf(manager, 'Campaign.patch', { id: campaignId, patch: patched }, base);
    expect(await patch({ goalMinor: 1 }, { goalMinor: 500_000 })).toBe('CONFLICT');
    expect(await patch({ currency: 'USD' }, { currency: 'EUR' })).toBe('CONFLICT');
    expect(await patch({ summary: 'For the stars.' }, { summary: 'So that everybody can look up.' })).toBe(
      'APPLIED',
    );
    expect(await codeOf(manager, 'Campaign.trash', { id: campaignId, cursor: 1_000_000 })).toBe('CONFLICT');
    await database.admin`update rewards set claimed_count = 3, limit_count = 20 where id = ${rewardIds[0]!}`;
    const limit = (limitCount: number | null, was: number | null): Promise<string> =>
      codeOf(manager, 'Reward.patch', { id: rewardIds[0]!, patch: { limitCount } }, { limitCount: was });
    expect([await limit(2, 20), await limit(30, 20), await limit(3, 30)]).toEqual([
      'CONFLICT',
      'APPLIED',
      'APPLIED',
    ]);
    const id = rewardIds[0]!;
    expect(
      await codeOf(manager, 'Reward.patch', { id, patch: { amountMinor: 1 } }, { amountMinor: 2_500 }),
    ).toBe('CONFLICT');
    expect(await codeOf(manager, 'Reward.trash', { id, cursor: 1_000_000 })).toBe('CONFLICT');
  });

  test('takes no reward whose amount a card cannot be charged; one that waits for its amount is not offered', async () => {
    const { campaignId, rewardIds } = await live();
    const create = (amountMinor: number): Promise<string> =>
      codeOf(manager, 'Reward.create', {
        row: { id: newId(), campaignId, title: 'A late one', amountMinor, position: 'a1' },
      });
    expect([await create(49), await create(100_000_000), await create(0), await create(50)]).toEqual([
      'CONFLICT',
      'CONFLICT',
      'APPLIED',
      'APPLIED',
    ]);
    const patch = (amountMinor: number): Promise<string> =>
      codeOf(
        manager,
        'Reward.patch',
        { id: rewardIds[0]!, patch: { amountMinor } },
        { amountMinor: 2_500, currency: 'EUR' },
      );
    expect([await patch(49), await patch(3_000)]).toEqual(['CONFLICT', 'APPLIED']);
    const page = (await server.request(`/campaigns/${campaignId}`, { host: manager.host })).text;
    // The first one, and the one of 0.50.
    expect(page.match(/\/pledge\?reward=/g)).toHaveLength(2);
  });

  test('ends at its deadline: not before, once, and also without its job', async () => {
    const [waiting, over] = [await live(), await live()];
    const deadline = new Date(Date.now() - 60_000).toISOString();
    await database.admin`update campaigns set deadline = ${deadline} where id = ${over.campaignId}`;
    await endCampaign(server.ctx.door, { tenantId, campaignId: waiting.campaignId });
    expect((await rowOf('campaigns', waiting.campaignId)).status).toBe('live');
    await endOverdueCampaigns(server.ctx);
    await endCampaign(server.ctx.door, { tenantId, campaignId: over.campaignId });
    const row = await rowOf('campaigns', over.campaignId);
    expect([row.status, row.ended_at]).toEqual(['ended', new Date(deadline)]);
    const entries = await database.admin`
      select from audit_entry where action = 'campaign.ended' and body like ${`%${over.campaignId}%`}`;
    expect(entries).toHaveLength(1);
  });
});

describe('publishing an update', () => {
  async function draftUpdate(campaignId: string, text = 'The tube has arrived.') {
    const [updateId, documentId] = [newId(), newId()];
    const results = await manager.device.push(
      ['CampaignUpdate.create', { row: { id: updateId, campaignId, title: 'First light' } }],
      [
        'Document.create',
        { row: { id: documentId, campaignId, campaignUpdateId: updateId, contentSchema: 1 } },
      ],
      ['document.append', { id: documentId, update: paragraph(text) }],
    );
    expect(results.map(({ code }) => code)).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
    return updateId;
  }
  const publish = (id: string, by: Staff = manager): Promise<Answer> =>
    callCampaigns(server, by, ['publishUpdate', { id }]);

  test('shows it to everybody and tells of it once', async () => {
    const { campaignId } = await live();
    const id = await draftUpdate(campaignId);
    expect((await open(`/campaigns/${campaignId}`)).text).not.toContain('First light');
    expect((await open(`/campaigns/${campaignId}/updates/${id}`)).page.status).toBe(404);
    const first = await publish(id);
    expect([first.status, (await publish(id)).text]).toEqual([200, first.text]);
    expect((await open(`/campaigns/${campaignId}`)).text).toContain('First light');
    expect((await open(`/campaigns/${campaignId}/updates/${id}`)).text).toContain('The tube has arrived.');
    const events = await database.admin`
      select from notification_event where name = 'campaignUpdate.published' and data ->> 'updateId' = ${id}`;
    expect(events).toHaveLength(1);
  });

  test('is refused before the launch, without a text, and to others', async () => {
    const { campaignId } = await buildCampaign(manager.device);
    expect((await publish(await draftUpdate(campaignId))).status).toBe(409);
    const launched = await live();
    expect((await publish(await draftUpdate(launched.campaignId, ''))).status).toBe(400);
    const id = await draftUpdate(launched.campaignId);
    const answers = await Promise.all([publish(id, instructor), publish(id, stranger), publish(newId())]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await rowOf('campaign_updates', id)).published_at).toBeNull();
  });
});

describe('the pages', () => {
  test('show a live campaign to everybody, with what links need', async () => {
    const { campaignId, rewardIds } = await live({ rewards: [{ limitCount: 20 }] });
    const unfinished = { id: newId(), campaignId, title: 'Unfinished', amountMinor: 0, position: 'a9' };
    expect(await codeOf(manager, 'Reward.create', { row: unfinished })).toBe('APPLIED');
    const { page, text } = await open(`/campaigns/${campaignId}`);
    expect(text).toContain('€0.00 pledged of €5,000.00');
    expect(text).toContain('20 of 20 left');
    expect(text).toContain('The old telescope is worn out.');
    expect(page.text).toContain(`href="/campaigns/${campaignId}/pledge?reward=${rewardIds[0]}"`);
    expect(page.text).not.toContain(unfinished.id);
    expect(page.text).toContain('<meta property="og:title" content="A new telescope"');
    expect((await open('/campaigns')).page.text).toContain(`/campaigns/${campaignId}`);
    expect((await open('/')).text).toContain('All campaigns');
  });

  test('have the same answer for a draft, another school’s campaign and none', async () => {
    const { campaignId } = await buildCampaign(manager.device, { campaign: { title: 'Secret plan' } });
    const other = await buildCampaign(stranger.device);
    expect((await launch(other.campaignId, stranger)).status).toBe(200);
    const none = await open(`/campaigns/${newId()}`);
    for (const id of [campaignId, other.campaignId, 'nonsense']) {
      const { page, text } = await open(`/campaigns/${id}`);
      expect([page.status, text]).toEqual([404, none.text]);
    }
    expect((await open('/campaigns')).text).not.toContain('Secret plan');
  });
});

/** Of one picture, as an update. */
const picture = (materialId: string): string =>
  bytesToBase64(
    createDocumentState({ type: 'doc', content: [{ type: 'image', attrs: { materialId, alt: 'Dome' } }] }),
  );

describe('the files of a campaign', () => {
  test('are for its staff while it is a draft, and for everybody once its page is', async () => {
    const { campaignId, storyId } = await buildCampaign(manager.device);
    const [id, hidden, told, bytes] = [newId(), newId(), newId(), randomBytes(40)];
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { name: 'dome.png', mimeType: 'image/png', sizeBytes: bytes.length, sha256 };
    const patch: JsonObject = { id: campaignId, patch: { coverMaterialId: id } };
    const results = await manager.device.push(
      ['Material.create', { row: { id, campaignId, ...file } }],
      ['Material.create', { row: { id: hidden, campaignId, ...file } }],
      ['Material.create', { row: { id: told, campaignId, ...file } }],
      ['document.append', { id: storyId, update: picture(told) }],
      ['Campaign.patch', patch, { coverMaterialId: null }],
    );
    expect(results.map(({ code }) => code)).toEqual(results.map(() => 'APPLIED'));
    const storage = createBlobStorage(server.config.storageDir);
    await mkdir(storage.incomingDir, { recursive: true });
    const incoming = join(storage.incomingDir, id);
    await writeFile(incoming, bytes);
    await storage.keep(tenantId, sha256, incoming);
    const path = `/materials/${id}`;
    const seenBy = async (by: { host: string; token?: string }): Promise<number> =>
      (await rest(`${path}/content`, by)).status;
    expect(await seenBy(manager)).toBe(404);
    await withTenant(server.ctx.door, { tenantId, userId: manager.userId }, (tx) =>
      markUploaded(tx, sha256, storage),
    );
    const visitor = { host: manager.host };
    expect([await seenBy(manager), await seenBy(instructor), await seenBy(visitor)]).toEqual([200, 404, 404]);
    expect((await launch(campaignId)).status).toBe(200);
    expect([await seenBy(instructor), await seenBy(visitor), await seenBy(stranger)]).toEqual([
      200, 200, 404,
    ]);
    const { page } = await open(`/campaigns/${campaignId}`);
    expect(page.text).toContain(`property="og:image" content="http://${manager.host}`);
    expect((await open(path)).page.bytes).toEqual(bytes);
    const statuses = [told, hidden].map(async (each) => (await open(`/materials/${each}`)).page.status);
    expect(await Promise.all(statuses)).toEqual([200, 404]);
    expect((await rest(`/materials/${hidden}/content`, manager)).status).toBe(200);
  });
});

describe('REST', () => {
  test('lists and shows what is public, with every figure in minor units', async () => {
    const { campaignId } = await live({ campaign: { currency: 'KWD', goalMinor: 1_234_567 } });
    const { data, meta } = (await rest('/crowdfunding/projects?per_page=100', manager)).json() as {
      data: { id: string }[];
      meta: JsonObject;
    };
    expect(data.map(({ id }) => id)).toContain(campaignId);
    expect(meta.total).toBe(data.length);
    const one = (await rest(`/crowdfunding/projects/${campaignId}`, { host: manager.host })).json();
    expect(one).toMatchObject({
      success: true,
      data: {
        goal_minor: 1_234_567,
        pledged_minor: 0,
        collected_minor: 0,
        currency: 'KWD',
        status: 'live',
        funding_model: 'keep_it_all',
        rewards: [{ amount_minor: 2_500, limit: null, left: null }],
      },
    });
  });

  test('shows a draft to those who run it, and to nobody else', async () => {
    const { campaignId } = await buildCampaign(manager.device);
    const path = `/crowdfunding/projects/${campaignId}`;
    const statuses = await Promise.all(
      [manager, instructor, stranger, { host: manager.host }].map(
        async (by) => (await rest(path, by)).status,
      ),
    );
    expect(statuses).toEqual([200, 404, 404, 404]);
  });
});
