import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { EMPTY_CONTENT } from '@educrowd/shared/content/parse-content';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { foldRow, type RowEffect } from '@educrowd/shared/sync/fold';
import { entityNamed, syncedEntities } from '@educrowd/shared/synced-entities';
import type { EngineEvent } from '../../ipc/events.ts';
import { createLocalWriter, type LocalWrite } from './local-write.ts';
import { openStore, type Store } from './open-store.ts';

const course = entityNamed('Course');
const section = entityNamed('Section');
const lesson = entityNamed('Lesson');
const document = entityNamed('Document');
const campaign = entityNamed('Campaign');
const reward = entityNamed('Reward');

let folder = '';
let store: Store;
let events: EngineEvent[] = [];
let write: <T>(work: (write: LocalWrite) => T) => T;

const open = (): void => {
  store = openStore(join(folder, 'workspace.sqlite'));
  events = [];
  const onCommitted = (committed: readonly EngineEvent[]): void => void events.push(...committed);
  write = createLocalWriter({ store, now: () => new Date('2026-03-01T10:00:00.000Z'), onCommitted }).write;
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-store-'));
  open();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface OutboxRow {
  seq: number;
  name: string;
  args: JsonObject;
  base: JsonObject;
}

const outbox = (table = 'outbox'): OutboxRow[] =>
  store.db
    .prepare<[], { seq: number; name: string; args: string; base: string }>(
      `select seq, name, args, base from ${table} order by seq`,
    )
    .all()
    .map((row) => ({
      ...row,
      args: JSON.parse(row.args) as JsonObject,
      base: JSON.parse(row.base) as JsonObject,
    }));

const freezeAll = (): void => void store.db.exec('update outbox set frozen = 1');

/** As if the school had sent it. */
function receive(entity: AnyEntity, row: WireRow): void {
  store.overlay.putServerRow(entity, String(row.id), row);
}

const serverCourse = (fields: JsonObject = {}): WireRow => ({
  id: newId<'Course'>(),
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  deletedAt: null,
  title: 'From the school',
  summary: '',
  language: 'en',
  level: 'any',
  durationHours: null,
  tags: ['one'],
  priceMinor: null,
  currency: 'USD',
  coverMaterialId: null,
  status: 'draft',
  publishedAt: null,
  ...fields,
});

/** Every shown row is the fold of the server's row and the pending effects; only rows with effects keep a server row. */
function expectFolded(): void {
  const pending = store.db
    .prepare<[], { table_name: string; row_id: string }>(
      'select distinct table_name, row_id from outbox_effect',
    )
    .all();
  const bases = store.db
    .prepare<[], { table_name: string; row_id: string; row: string | null }>('select * from base_row')
    .all();
  expect(bases.map((base) => `${base.table_name} ${base.row_id}`).toSorted()).toEqual(
    pending.map((row) => `${row.table_name} ${row.row_id}`).toSorted(),
  );
  for (const { table_name: table, row_id: id, row } of bases) {
    const entity = (syncedEntities as readonly AnyEntity[]).find((each) => each.table === table)!;
    const effects = store.db
      .prepare<[string, string], string>(
        'select effect from outbox_effect where table_name = ? and row_id = ? order by seq',
      )
      .pluck()
      .all(table, id)
      .map((effect) => JSON.parse(effect) as RowEffect);
    const base = row === null ? null : (JSON.parse(row) as WireRow);
    expect(store.views.read(entity, id)).toEqual(foldRow(entity, base, effects));
  }
}

describe('an edit', () => {
  test('is queued, journalled and shown, and tells what it changed', () => {
    const id = newId<'Course'>();
    write((edit) => edit.create(course, { id, title: 'New' }));
    expect(store.views.read(course, id)).toMatchObject({
      title: 'New',
      status: 'draft',
      createdAt: '2026-03-01T10:00:00.000Z',
    });
    expect(outbox()).toEqual([
      { seq: 1, name: 'Course.create', args: { row: { id, title: 'New' } }, base: {} },
    ]);
    expect(outbox('journal')).toEqual(outbox());
    expect(events).toEqual([{ type: 'rows', tables: ['courses'], courseIds: [id], campaignIds: [] }]);
    expectFolded();
  });

  test('keeps the row of the school and the value that the person saw', () => {
    const row = serverCourse();
    receive(course, row);
    const id = String(row.id);
    write((edit) => edit.patch(course, id, { title: 'Mine' }));
    expect(outbox()[0]).toMatchObject({
      name: 'Course.patch',
      args: { id, patch: { title: 'Mine' } },
      base: { title: 'From the school' },
    });
    expect(store.overlay.serverRow(course, id)).toEqual(row);
    expectFolded();
  });

  test('that changes nothing is no edit', () => {
    const row = serverCourse();
    receive(course, row);
    write((edit) => edit.patch(course, String(row.id), { title: 'From the school', tags: ['one'] }));
    write((edit) => edit.restore(course, String(row.id)));
    expect(outbox()).toEqual([]);
    expect(events).toEqual([]);
  });

  test('that the school would refuse is refused here, with everything beside it', () => {
    const id = newId<'Course'>();
    const attempt = (): void =>
      write((edit) => {
        edit.create(course, { id, title: 'New' });
        edit.patch(course, id, { title: 'x'.repeat(301) });
      });
    expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID' }));
    expect(store.views.read(course, id)).toBeNull();
    expect(outbox()).toEqual([]);
    expect(outbox('journal')).toEqual([]);
    expect(events).toEqual([]);
    write((edit) => edit.create(course, { id, title: 'New' }));
    expect(outbox().map((row) => row.seq)).toEqual([1]);
  });

  test('of something that is not here is refused', () => {
    expect(() => write((edit) => edit.patch(course, newId(), { title: 'x' }))).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    );
  });

  test('deletes with the version that the person had seen', () => {
    const row = serverCourse();
    receive(course, row);
    store.state.write('cursor', '41');
    write((edit) => edit.trash(course, String(row.id)));
    expect(outbox()[0]).toMatchObject({ name: 'Course.trash', args: { id: row.id, cursor: 41 } });
    expect(store.views.read(course, String(row.id))?.deletedAt).toBe('2026-03-01T10:00:00.000Z');
    write((edit) => edit.restore(course, String(row.id)));
    expect(store.views.read(course, String(row.id))).toEqual(row);
    expectFolded();
  });
});

describe('edits of one field', () => {
  test('that were not sent become one, on the value that the first one was made on', () => {
    const row = serverCourse();
    receive(course, row);
    const id = String(row.id);
    for (const title of ['M', 'Mi', 'Min', 'Mine']) write((edit) => edit.patch(course, id, { title }));
    expect(outbox()).toEqual([
      {
        seq: 1,
        name: 'Course.patch',
        args: { id, patch: { title: 'Mine' } },
        base: { title: 'From the school' },
      },
    ]);
    expect(outbox('journal')).toEqual(outbox());
    expectFolded();
  });

  test('that were sent stay what they are', () => {
    const row = serverCourse();
    receive(course, row);
    const id = String(row.id);
    write((edit) => edit.patch(course, id, { title: 'First' }));
    freezeAll();
    write((edit) => edit.patch(course, id, { title: 'Second' }));
    expect(outbox().map(({ args, base }) => [args.patch, base])).toEqual([
      [{ title: 'First' }, { title: 'From the school' }],
      [{ title: 'Second' }, { title: 'First' }],
    ]);
    expectFolded();
  });

  test('keep what they are based on when the school changes the row underneath', () => {
    const row = serverCourse();
    receive(course, row);
    const id = String(row.id);
    write((edit) => edit.patch(course, id, { title: 'Mine', tags: ['one', 'two'] }));
    receive(course, { ...row, title: 'Theirs', tags: ['three'], summary: 'Also theirs' });
    expect(outbox()[0]?.base).toEqual({ title: 'From the school', tags: ['one'] });
    // The later write is shown, both sets of tags are united, and the field that only they wrote is theirs.
    expect(store.views.read(course, id)).toMatchObject({
      title: 'Mine',
      tags: ['three', 'two'],
      summary: 'Also theirs',
    });
    expectFolded();
  });
});

test('what is added to a set that somebody saw is added to what is there by now', () => {
  const row = serverCourse();
  receive(course, row);
  const target = { entity: course, id: String(row.id) };
  write((edit) => edit.patch(course, target.id, { tags: ['one', 'two', 'three'] }));
  write((edit) => edit.patchSeen(target, { tags: ['four'] }, { tags: ['one'] }));
  expect(store.views.read(course, target.id)?.tags).toEqual(['two', 'three', 'four']);
  expect(outbox().map(({ args, base }) => [args.patch, base])).toEqual([
    [{ tags: ['two', 'three', 'four'] }, { tags: ['one'] }],
  ]);
  expectFolded();
});

describe('amounts', () => {
  test('say which currency they are meant in, and are not joined with those in another', () => {
    const [campaignId, rewardId] = [newId<'Campaign'>(), newId<'Reward'>()];
    write((edit) => {
      edit.create(campaign, { id: campaignId, title: 'New', currency: 'USD' });
      edit.create(reward, { id: rewardId, campaignId, title: 'Card', amountMinor: 0, position: 'a0' });
    });
    const charge = (amountMinor: number): void =>
      write((edit) => edit.patch(reward, rewardId, { amountMinor }));
    charge(100);
    charge(150);
    write((edit) => edit.patch(campaign, campaignId, { currency: 'JPY', goalMinor: 900 }));
    charge(15);
    charge(16);
    write((edit) => edit.patch(campaign, campaignId, { goalMinor: 800 }));
    expect(outbox().map(({ name, args, base }) => [name, args.patch, base])).toEqual([
      ['Campaign.create', undefined, {}],
      ['Reward.create', undefined, {}],
      ['Reward.patch', { amountMinor: 150 }, { amountMinor: 0, currency: 'USD' }],
      ['Campaign.patch', { currency: 'JPY', goalMinor: 800 }, { currency: 'USD', goalMinor: null }],
      ['Reward.patch', { amountMinor: 16 }, { amountMinor: 150, currency: 'JPY' }],
    ]);
    expectFolded();
  });
});

test('amounts that were written in the currency that was there before keep their numbers', () => {
  const [campaignId, rewardId] = [newId<'Campaign'>(), newId<'Reward'>()];
  write((edit) => {
    edit.create(campaign, { id: campaignId, title: 'New', currency: 'USD' });
    edit.patch(campaign, campaignId, { goalMinor: 100_000 });
    edit.create(reward, { id: rewardId, campaignId, title: 'Card', amountMinor: 0, position: 'a0' });
    edit.patch(campaign, campaignId, { currency: 'KWD' });
  });
  expect(store.views.read(campaign, campaignId)).toMatchObject({ currency: 'KWD', goalMinor: 1_000_000 });
  write((edit) => {
    edit.patchSeen(
      { entity: campaign, id: campaignId },
      { goalMinor: 123_450 },
      { goalMinor: 100_000, currency: 'USD' },
    );
    edit.patchSeen(
      { entity: reward, id: rewardId },
      { amountMinor: 2_500 },
      { amountMinor: 0, currency: 'USD' },
    );
  });
  expect(store.views.read(campaign, campaignId)?.goalMinor).toBe(1_234_500);
  expect(store.views.read(reward, rewardId)?.amountMinor).toBe(25_000);
  expect(
    outbox()
      .slice(-2)
      .map(({ base }) => base),
  ).toEqual([
    { currency: 'USD', goalMinor: 100_000 },
    { currency: 'KWD', amountMinor: 0 },
  ]);
});

describe('text', () => {
  const newLesson = (): string => {
    const [courseId, sectionId, lessonId, documentId] = [newId(), newId(), newId(), newId()];
    write((edit) => {
      edit.create(course, { id: courseId, title: 'Course' });
      edit.create(section, { id: sectionId, courseId, parentId: null, title: 'Section', position: 'a0' });
      edit.create(lesson, { id: lessonId, courseId, sectionId, title: 'Lesson', position: 'a0' });
      edit.create(document, { id: documentId, courseId, lessonId, contentSchema: 1 });
      edit.append(documentId, createDocumentState(EMPTY_CONTENT));
    });
    return documentId;
  };

  test('is kept as it comes and sent in joined updates', () => {
    const documentId = newLesson();
    freezeAll();
    events = [];
    const typed = new Y.Doc();
    typed.on('update', (update: Uint8Array) => write((edit) => edit.append(documentId, update)));
    for (let index = 0; index < 20; index++) typed.getText('t').insert(index, 'x');
    const appends = outbox().filter((row) => row.name === 'document.append');
    expect(appends).toHaveLength(2);
    const sent = new Y.Doc();
    Y.applyUpdate(sent, Buffer.from(String(appends[1]?.args.update), 'base64'));
    expect(sent.getText('t').toString()).toBe('x'.repeat(20));
    const stored = store.db
      .prepare('select count(*) from document_update where document_id = ? and seq = ?')
      .pluck();
    expect(stored.get(documentId, appends[1]?.seq)).toBe(20);
    // Whoever shows the outline hears of the first change alone.
    expect(events).toEqual([]);
  });
});

test('nothing that was answered is lost, whenever the process dies', () => {
  const ids = [newId<'Course'>(), newId<'Course'>()];
  const anyEdit = fc.oneof(
    fc.record({
      kind: fc.constant('patch' as const),
      at: fc.nat(1),
      title: fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme-ascii' }),
    }),
    fc.record({ kind: fc.constant('trash' as const), at: fc.nat(1) }),
    fc.record({ kind: fc.constant('restore' as const), at: fc.nat(1) }),
    fc.record({ kind: fc.constant('send' as const) }),
  );
  write((edit) => {
    for (const id of ids) edit.create(course, { id, title: 'Start' });
  });
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 15 }), (edits) => {
      for (const step of edits) {
        if (step.kind === 'send') freezeAll();
        else {
          const id = ids[step.at]!;
          write((edit) => {
            if (step.kind === 'patch') edit.patch(course, id, { title: step.title });
            else edit[step.kind](course, id);
          });
        }
        const shown = ids.map((id) => store.views.read(course, id));
        const queued = outbox();
        // What another process finds on the disk at this moment.
        const left = openStore(store.db.serialize());
        expect(ids.map((id) => left.views.read(course, id))).toEqual(shown);
        expect(left.db.prepare('select count(*) from outbox').pluck().get()).toBe(queued.length);
        left.close();
        expect(queued.map((row) => row.seq)).toEqual(queued.map((_, index) => index + 1));
        expectFolded();
      }
    }),
    { seed: 20_260_103, numRuns: 25, verbose: true },
  );
});
