import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignStaff } from '@educrowd/db/postgres/schema/people';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import type { Holding } from '@educrowd/shared/sync/scope';
import { entityOfTable } from '@educrowd/shared/synced-entities';
import { readTenant, withTenant, type TenantContext, type TenantDoor } from '../../platform/with-tenant.ts';
import { compactDocument, readDocumentContent } from '../sync/index.ts';
import { buildSchool, createDevice, openTestDoor, rowOf } from '../sync/testing/sync-school.ts';

let door: TenantDoor;
let close: () => Promise<void>;
let mia: TenantContext;
let max: TenantContext;
let admin: TenantContext;
let instructor: TenantContext;
let foreign: TenantContext;

beforeAll(async () => {
  ({ door, close } = await openTestDoor());
  const school = await buildSchool(door);
  mia = await school.join('Mia', 'campaignManager');
  max = await school.join('Max', 'campaignManager');
  admin = await school.join('Ann', 'admin');
  instructor = await school.join('Ida', 'instructor');
  foreign = await (await buildSchool(door)).join('Fay', 'admin');
});
afterAll(() => close());

const scopeOf = (campaignId: string): Holding => `campaign:${campaignId}`;
const system = (): TenantContext => ({ tenantId: mia.tenantId, userId: null, isSystem: true });
const text = (words: string) =>
  createDocumentState({
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
  });

/** A campaign of Mia's with everything that hangs under one; Max runs it, too. */
async function sharedCampaign() {
  const first = createDevice(door, mia);
  const ids = {
    campaignId: newId(),
    rewardId: newId(),
    faqId: newId(),
    updateId: newId(),
    storyId: newId(),
    updateTextId: newId(),
    materialId: newId(),
  };
  const { campaignId } = ids;
  const mutations = [
    first.mutation('Campaign.create', { row: { id: campaignId, title: 'A telescope' } }),
    first.mutation('Reward.create', {
      row: { id: ids.rewardId, campaignId, title: 'Postcard', amountMinor: 500, position: 'a0' },
    }),
    first.mutation('Faq.create', { row: { id: ids.faqId, campaignId, question: 'Why?', position: 'a0' } }),
    first.mutation('CampaignUpdate.create', { row: { id: ids.updateId, campaignId, title: 'News' } }),
    first.mutation('Document.create', { row: { id: ids.storyId, campaignId, contentSchema: 1 } }),
    first.append(ids.storyId, text('Once')),
    first.mutation('Document.create', {
      row: { id: ids.updateTextId, campaignId, campaignUpdateId: ids.updateId, contentSchema: 1 },
    }),
    first.mutation('Material.create', {
      row: {
        id: ids.materialId,
        campaignId,
        name: 'dome.png',
        mimeType: 'image/png',
        sizeBytes: 3,
        sha256: 'a'.repeat(64),
      },
    }),
  ];
  const { results } = await first.push(mutations);
  expect(results.map(({ code }) => code)).toEqual(mutations.map(() => 'APPLIED'));
  const userId = must(max.userId, 'user');
  await withTenant(door, system(), (tx) =>
    tx.db
      .insert(campaignStaff)
      .values({ tenantId: tx.tenantId, campaignId, userId, addedAt: tx.now.toISOString() }),
  );
  return { ...ids, first, second: createDevice(door, max), holding: scopeOf(campaignId) };
}

describe('a campaign', () => {
  it('reaches whoever holds it, with all that hangs under it, and nobody else', async () => {
    const { holding, first, second: _second, ...ids } = await sharedCampaign();
    const tables = async (of: TenantContext, wanted: Holding): Promise<string[]> => {
      const changes = await createDevice(door, of).bootstrap(wanted);
      return changes
        .filter(({ rowId }) => Object.values<string>(ids).includes(rowId))
        .map(({ table }) => table);
    };
    const everything = [
      'campaign_updates',
      'campaigns',
      'documents',
      'documents',
      'faqs',
      'materials',
      'rewards',
    ];
    expect((await tables(mia, holding)).toSorted()).toEqual(everything);
    expect((await tables(max, holding)).toSorted()).toEqual(everything);
    expect((await tables(admin, 'campaign:*')).toSorted()).toEqual(everything);
    await expect(tables(instructor, holding)).rejects.toMatchObject({ syncCode: 'HOLDING_LOST' });
    await expect(tables(mia, 'campaign:*')).rejects.toMatchObject({ syncCode: 'HOLDING_LOST' });
    expect(await tables(foreign, 'campaign:*')).toEqual([]);
    const page = await createDevice(door, instructor).pull(['staff']);
    expect(page.changes.map(({ rowId }) => rowId)).not.toContain(ids.campaignId);
    expect((await first.pull([holding])).changes.length).toBeGreaterThan(0);
  });

  it('keeps both values where two managers wrote the same field', async () => {
    const { campaignId, first, second, holding } = await sharedCampaign();
    const patch = (title: string) => ({ id: campaignId, patch: { title } });
    const base = { title: 'A telescope' };
    expect((await first.send('Campaign.patch', patch('A big telescope'), base)).code).toBe('APPLIED');
    expect((await second.send('Campaign.patch', patch('A dome'), base)).code).toBe('MERGED');
    const page = await first.pull([holding]);
    const rows = page.changes.map((change) => ({ table: change.table, ...rowOf(page, change) }));
    expect(rows).toContainEqual(expect.objectContaining({ table: 'campaigns', title: 'A dome' }));
    expect(rows).toContainEqual(
      expect.objectContaining({
        table: 'conflicts',
        rowScope: holding,
        winnerValue: 'A dome',
        loserValue: 'A big telescope',
        loserName: 'Mia',
      }),
    );
  });

  it('is not moved to Trash over the head of somebody who changed anything in it', async () => {
    const campaign = await sharedCampaign();
    const { campaignId, first, second, holding } = campaign;
    const edits = [
      second.mutation(
        'Reward.patch',
        { id: campaign.rewardId, patch: { title: 'Card' } },
        { title: 'Postcard' },
      ),
      second.mutation('Faq.patch', { id: campaign.faqId, patch: { question: 'How?' } }, { question: 'Why?' }),
      second.mutation(
        'CampaignUpdate.patch',
        { id: campaign.updateId, patch: { title: 'New' } },
        { title: 'News' },
      ),
      second.append(campaign.updateTextId, text('Words')),
      second.mutation(
        'Material.patch',
        { id: campaign.materialId, patch: { name: 'b.png' } },
        { name: 'dome.png' },
      ),
    ];
    for (const edit of edits) {
      const { head: cursor } = await first.pull([holding]);
      const { results } = await second.push([edit], edit.seq - 1);
      expect(results.map(({ code }) => code)).toEqual(['APPLIED']);
      const refused = await first.send('Campaign.trash', { id: campaignId, cursor });
      expect([refused.code, refused.detail]).toEqual([
        'CONFLICT',
        'Max changed it while you were deleting it. It was kept.',
      ]);
    }
    const { head: cursor } = await first.pull([holding]);
    expect((await first.send('Campaign.trash', { id: campaignId, cursor })).code).toBe('APPLIED');
    expect((await second.send('Campaign.restore', { id: campaignId })).code).toBe('APPLIED');
  });

  it('comes back from Trash when somebody edits what lies in it', async () => {
    const { campaignId, rewardId, first, second, holding } = await sharedCampaign();
    const { head: cursor } = await first.pull([holding]);
    expect((await first.send('Campaign.trash', { id: campaignId, cursor })).code).toBe('APPLIED');
    const edit = { id: rewardId, patch: { description: 'Signed' } };
    expect((await second.send('Reward.patch', edit, { description: '' })).code).toBe('MERGED');
    const page = await first.pull([holding]);
    const row = page.changes.find(({ table }) => entityOfTable(table).name === 'Campaign');
    expect(row && rowOf(page, row).deletedAt).toBeNull();
  });

  it('takes nothing from those who do not run it, and nothing that belongs to two homes', async () => {
    const { campaignId, rewardId, first } = await sharedCampaign();
    const other = createDevice(door, instructor);
    const codes = [
      await other.send('Campaign.create', { row: { id: newId(), title: 'Mine' } }),
      await other.send(
        'Campaign.patch',
        { id: campaignId, patch: { title: 'Mine' } },
        { title: 'A telescope' },
      ),
      await other.send('Reward.trash', { id: rewardId, cursor: 1_000_000 }),
      await createDevice(door, foreign).send('Reward.trash', { id: rewardId, cursor: 1_000_000 }),
    ].map(({ code }) => code);
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'NOT_FOUND']);
    const { courseId } = await createDevice(door, instructor).createCourse();
    const row = { id: newId(), campaignId, courseId, contentSchema: 1 };
    expect((await first.send('Document.create', { row })).code).toBe('FORBIDDEN');
    const sent = { id: campaignId, patch: { status: 'live' } };
    expect((await first.send('Campaign.patch', sent, { status: 'draft' })).code).toBe('INVALID');
  });

  it('has its story compacted like every text', async () => {
    const { storyId } = await sharedCampaign();
    await compactDocument(door, { tenantId: mia.tenantId, documentId: storyId });
    const [content, stored] = await readTenant(door, system(), async (tx) => [
      await readDocumentContent(tx, storyId),
      await tx.db.execute(`select from document_update where document_id = '${storyId}'`),
    ]);
    expect(JSON.stringify(content)).toContain('Once');
    expect(stored).toHaveLength(0);
  });
});
