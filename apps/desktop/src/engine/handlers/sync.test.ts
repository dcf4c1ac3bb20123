import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { openStore, type Store } from '../store/open-store.ts';
import { createQuarantine } from '../store/quarantine.ts';
import { openTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { openWriter } from '../testing/write-text.ts';

let folder = '';
let opened: TestEngine;
let courseId = '';
let documentId = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-engine-'));
  opened = openTestEngine(folder);
  await opened.client.session.startLocal({ displayName: 'Ada' });
  courseId = (await opened.client.courses.createCourse({ title: 'Mine' })).id;
  const section = await opened.client.courses.createSection({
    courseId,
    parentId: null,
    title: 'S',
    afterId: null,
  });
  ({ documentId } = await opened.client.courses.createLesson({
    sectionId: section.id,
    title: 'Oaks',
    afterId: null,
  }));
});
afterEach(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What sync would have written while the windows looked on. */
async function meanwhile(write: (store: Store) => void): Promise<void> {
  const { current } = await opened.client.session.state();
  await opened.close();
  const store = openStore(join(folder, 'workspaces', current!.workspaceId, 'workspace.sqlite'));
  store.transaction(() => write(store));
  store.close();
  opened = openTestEngine(folder);
}

const conflictRow = (fields: WireRow = {}): WireRow => ({
  id: newId<'Conflict'>(),
  createdAt: '2026-02-01T00:00:00.000Z',
  updatedAt: '2026-02-01T00:00:00.000Z',
  deletedAt: null,
  kind: 'field',
  rowScope: `course:${courseId}`,
  entityName: 'Course',
  rowId: courseId,
  rowLabel: 'Mine',
  field: 'title',
  baseValue: 'Start',
  winnerValue: 'Mine',
  winnerName: 'Ada',
  loserValue: 'Theirs',
  loserName: 'Bob',
  status: 'open',
  resolvedValue: null,
  resolvedByName: null,
  resolvedAt: null,
  ...fields,
});

test('a conflict is shown with what is in place now, and settled only on that', async () => {
  const conflict = conflictRow();
  const gone = conflictRow({ status: 'resolved' });
  await meanwhile((store) => {
    for (const row of [conflict, gone])
      store.overlay.putServerRow(entityNamed('Conflict'), String(row.id), row);
  });
  const { sync, courses } = opened.client;
  const id = String(conflict.id);
  expect((await sync.status()).toDecide).toBe(1);
  expect(await sync.listConflicts()).toMatchObject([
    { id, courseId, presentValue: 'Mine', loserValue: 'Theirs' },
  ]);

  await courses.patchCourse({ courseId, patch: { title: 'Changed again' } });
  await expect(sync.resolveConflict({ id, value: 'Theirs', presentValue: 'Mine' })).rejects.toMatchObject({
    code: 'INVALID',
  });
  await sync.resolveConflict({ id, value: 'Theirs', presentValue: 'Changed again' });
  expect(await courses.list()).toMatchObject([{ title: 'Theirs' }]);
  expect(await sync.listConflicts()).toEqual([]);
  expect((await sync.status()).toDecide).toBe(0);
  await expect(sync.resolveConflict({ id, value: 'x', presentValue: 'Theirs' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test.each([
  ['a kind of row', { entityName: 'Timetable', field: 'title' }],
  ['a field', { entityName: 'Course', field: 'colour' }],
])('a conflict about %s that only a newer version knows is left to that', async (_what, fields) => {
  const conflict = conflictRow(fields);
  await meanwhile((store) =>
    store.overlay.putServerRow(entityNamed('Conflict'), String(conflict.id), conflict),
  );
  const { sync } = opened.client;
  const [shown] = await sync.listConflicts();
  expect(shown).toMatchObject({ id: conflict.id, presentValue: null });
  await expect(
    sync.resolveConflict({ id: String(conflict.id), value: 'Theirs', presentValue: null }),
  ).rejects.toMatchObject({ code: 'INVALID' });
  expect(await sync.listConflicts()).toHaveLength(1);
});

test.each([['nothing'], ['blanks'], ['too much']])('a title is never decided to be %s', async (what) => {
  const value = { nothing: '', blanks: ' \n ', 'too much': 'x'.repeat(301) }[what]!;
  const conflict = conflictRow();
  await meanwhile((store) =>
    store.overlay.putServerRow(entityNamed('Conflict'), String(conflict.id), conflict),
  );
  const { sync, courses } = opened.client;
  const choice = { id: String(conflict.id), value, presentValue: 'Mine' };
  await expect(sync.resolveConflict(choice)).rejects.toMatchObject({ code: 'INVALID' });
  expect(await sync.listConflicts()).toHaveLength(1);
  expect(await courses.list()).toMatchObject([{ title: 'Mine' }]);
});

test('a new name is sent with the title that the person saw, and one that came meanwhile is kept apart', async () => {
  const { id } = (await opened.client.courses.outline({ courseId })).lessons[0]!;
  // What is on its way takes no further change.
  await meanwhile((store) => store.db.exec('update outbox set frozen = 1'));
  const { courses, sync } = opened.client;
  await courses.rename({ kind: 'lesson', id, title: 'Oaks and beeches', seen: 'Trees' });
  const { unsent } = JSON.parse((await sync.exportUnsent()).json) as { unsent: { base: JsonObject }[] };
  expect(unsent.at(-1)).toMatchObject({ name: 'Lesson.patch', base: { title: 'Trees' } });
});

test('every field goes with what the person saw in it', async () => {
  const made = opened.client.campaigns;
  const { id: campaignId } = await made.create({ title: 'A roof' });
  const { id: rewardId } = await made.createReward({ campaignId, title: 'A tile' });
  const { id: faqId } = await made.createFaq({ campaignId, question: 'Why?' });
  const { id: updateId } = await made.createUpdate({ campaignId, title: 'News' });
  await meanwhile((store) => store.db.exec('update outbox set frozen = 1'));
  const { campaigns, courses, sync } = opened.client;
  await courses.patchCourse({ courseId, patch: { tags: ['b'] }, seen: { tags: ['a'] } });
  await campaigns.patch({ campaignId, patch: { goalMinor: 300 }, seen: { goalMinor: 100 } });
  await campaigns.patchReward({ rewardId, patch: { limitCount: 3 }, seen: { limitCount: 1 } });
  await campaigns.patchFaq({ faqId, patch: { answer: 'So.' }, seen: { answer: 'Thus.' } });
  await campaigns.renameUpdate({ updateId, title: 'Newest', seen: 'New' });
  const { unsent } = JSON.parse((await sync.exportUnsent()).json) as { unsent: { base: JsonObject }[] };
  expect(unsent.slice(-5).map(({ base }) => base)).toEqual([
    // What the person added and took out is done to what is here.
    { tags: [] },
    { goalMinor: 100, currency: 'USD' },
    { limitCount: 1 },
    { answer: 'Thus.' },
    { title: 'New' },
  ]);
});

test('what the school refused is shown with what was written, kept, exported, and gone once discarded', async () => {
  const writer = await openWriter(opened.client, documentId);
  await writer.type('Quercus robur');
  await meanwhile((store) => {
    const quarantine = createQuarantine(store);
    const edits = store.db
      .prepare<[], { seq: number; name: string; args: string; base: string }>(
        'select seq, name, args, base from outbox order by seq',
      )
      .all();
    for (const { seq, name, args, base } of edits) {
      if (name !== 'document.append' && name !== 'Course.create') continue;
      const edit = { seq, name, args: JSON.parse(args) as WireRow, base: JSON.parse(base) as WireRow };
      quarantine.add({ ...edit, code: 'FORBIDDEN', detail: 'You may not.' }, '2026-02-01T00:00:00.000Z');
    }
  });
  const { sync } = opened.client;
  const refused = await sync.listRefused();
  expect(refused).toMatchObject([
    {
      name: 'Course.create',
      rowLabel: 'Mine',
      courseId,
      content: 'Mine',
      code: 'FORBIDDEN',
      reason: 'You may not.',
    },
    { name: 'document.append', rowLabel: 'Oaks', courseId, content: 'Quercus robur' },
  ]);
  expect((await sync.status()).toDecide).toBe(2);

  const { fileName, json } = await sync.exportUnsent();
  expect(fileName).toMatch(/^educrowd-unsent-\d{4}-\d\d-\d\d\.json$/);
  const exported = JSON.parse(json) as { refused: { seq: number }[]; unsent: unknown[] };
  expect(exported.refused.map((change) => change.seq)).toEqual(refused.map((change) => change.seq));
  expect(exported.unsent).toHaveLength(5);

  opened.events.length = 0;
  await sync.discardRefused({ seq: refused[0]!.seq });
  expect(await sync.listRefused()).toHaveLength(1);
  expect(opened.events).toContainEqual({ type: 'sync' });
});
