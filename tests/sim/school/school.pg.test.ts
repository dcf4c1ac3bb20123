/** The model school answers as the real server does: the same edits, one by one, with the same results and rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_FRAGMENT, createDocumentState } from '@educrowd/shared/content/yjs-document';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { TRASH_MS } from '@educrowd/shared/sync/tombstones';
import {
  mutationHash,
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  type Mutation,
} from '@educrowd/shared/sync/protocol';
import * as Y from 'yjs';
import {
  buildSchool,
  createDevice,
  openTestDoor,
  rowOf,
} from '../../../apps/cloud/src/features/sync/testing/sync-school.ts';
import { campaignPurge } from '../../../apps/cloud/src/features/campaigns/campaign-purge.ts';
import { coursePurge } from '../../../apps/cloud/src/features/courses/course-purge.ts';
import { learningPurge } from '../../../apps/cloud/src/features/learning/learning-purge.ts';
import { purgeTrash as purgeTrashOf } from '../../../apps/cloud/src/features/sync/purge-trash.ts';
import { createLogger } from '../../../apps/cloud/src/platform/logger.ts';
import { createRandom, type Random } from '../../support/random.ts';
import { createTimeline, type Timeline } from '../timeline.ts';
import { grant } from '../world.ts';
import { createSchool, type School } from './school.ts';
import { purgeTrash } from './school-events.ts';

let opened: Awaited<ReturnType<typeof openTestDoor>>;
beforeAll(async () => {
  opened = await openTestDoor();
});
afterAll(() => opened.close());

interface Pair {
  readonly model: School;
  readonly timeline: Timeline;
  readonly random: Random;
  /** The real server's versions minus the model's. */
  readonly offset: number;
}

type Device = ReturnType<typeof createDevice>;

const rowsOf = (model: School, table: string): WireRow[] =>
  [...model.state().rows].filter(([key]) => key.startsWith(`${table} `)).map(([, { row }]) => row);

/** Some edit: mostly sensible, often based on what is no longer so. */
function someEdit({
  model,
  random,
  offset,
}: Pair): { name: string; args: JsonObject; base: JsonObject } | null {
  const [entity, table] = random.pick([
    ['Course', 'courses'],
    ['Section', 'sections'],
    ['Lesson', 'lessons'],
    ['Lesson', 'lessons'],
  ] as const);
  const rows = rowsOf(model, table);
  if (rows.length === 0) return null;
  const row = random.pick(rows);
  const id = String(row.id);
  const value = `v${random.between(1, 4)}`;
  const seen = random.next() < 0.6 ? (row.title ?? null) : `v${random.between(1, 4)}`;
  const sections = rowsOf(model, 'sections');
  if (sections.length === 0) return null;
  const section = random.pick(sections);
  const title = { name: `${entity}.patch`, args: { id, patch: { title: value } }, base: { title: seen } };
  switch (random.between(1, 9)) {
    case 1:
      return {
        name: `${entity}.trash`,
        args: { id, cursor: random.between(0, model.state().head) + offset },
        base: {},
      };
    case 2:
      return { name: `${entity}.restore`, args: { id }, base: {} };
    case 3:
      return {
        name: 'Section.patch',
        args: {
          id: String(section.id),
          patch: { parentId: random.next() < 0.4 ? null : String(random.pick(sections).id) },
        },
        base: { parentId: section.parentId ?? null },
      };
    case 4:
      return {
        name: 'Section.create',
        args: {
          row: {
            id: random.next() < 0.2 ? String(section.id) : newId(),
            courseId: section.courseId ?? null,
            parentId: random.next() < 0.4 ? null : String(random.pick(sections).id),
            title: value,
            position: 'a1',
          },
        },
        base: {},
      };
    case 5:
      return {
        name: 'Course.patch',
        args: { id: String(section.courseId), patch: { priceMinor: random.between(1, 3), tags: [value] } },
        base: {
          priceMinor: random.next() < 0.4 ? null : random.between(1, 2),
          tags: random.pick([[], ['v1']]),
        },
      };
    case 6:
      return appendTo(model, random);
    case 7:
      return {
        name: random.pick(['course.publish', 'course.unpublish']),
        args: {
          id: String(section.courseId),
          expected: random.pick(['draft', 'published']),
          notAfter: '2999-01-01T00:00:00.000Z',
        },
        base: {},
      };
    default:
      return title;
  }
}

function appendTo(
  model: School,
  random: Random,
): { name: string; args: JsonObject; base: JsonObject } | null {
  const documents = rowsOf(model, 'documents');
  if (documents.length === 0) return null;
  const id = String(random.pick(documents).id);
  const text = new Y.Doc();
  Y.applyUpdate(text, createDocumentState({ type: 'doc', content: [{ type: 'paragraph' }] }));
  const paragraph = text.getXmlFragment(CONTENT_FRAGMENT).get(0) as Y.XmlElement;
  const before = Y.encodeStateVector(text);
  if (random.next() < 0.3) paragraph.insert(0, [new Y.XmlElement('nonsense')]);
  else paragraph.insert(0, [new Y.XmlText('words')]);
  const update = random.next() < 0.5 ? Y.encodeStateAsUpdate(text) : Y.encodeStateAsUpdate(text, before);
  return { name: 'document.append', args: { id, update: Buffer.from(update).toString('base64') }, base: {} };
}

/** What is the same in both: no moments, no names of people, and no ids that each of them made for itself. */
function comparable(rows: readonly (readonly [string, WireRow])[]): string[] {
  return rows
    .map(([table, row]) => {
      const { createdAt: _c, updatedAt: _u, resolvedAt: _r, publishedAt: _p, deletedAt, ...rest } = row;
      const gone = deletedAt === null || deletedAt === undefined ? null : 'gone';
      if (table !== 'conflicts') return JSON.stringify([table, gone, sorted(rest)]);
      const { kind, entityName, rowId, field, winnerValue, status } = rest;
      const loser = kind === 'restored' ? 'gone' : (rest.loserValue ?? null);
      return JSON.stringify([table, kind, entityName, rowId, field, winnerValue ?? null, loser, status]);
    })
    .toSorted();
}

const sorted = (row: WireRow): [string, unknown][] =>
  Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1));

async function expectSameRows(model: School, owner: Device, courseId: string): Promise<void> {
  const page = await owner.pull(['course:*', 'staff'], 0);
  const real = page.changes
    .filter(({ op, scope }) => op === 'upsert' && scope === `course:${courseId}`)
    .map((change) => [change.table, rowOf(page, change)] as const);
  const modelled = [...model.state().rows].map(([key, { row }]) => [key.split(' ')[0] ?? '', row] as const);
  expect(comparable(modelled)).toEqual(comparable(real));
}

/** In all runs together: otherwise they would not compare it. */
let purgedRows = 0;

const seeds = [1, 2, 3, 4, 5];

describe('the model school', () => {
  it.each(seeds)('does what the server does, seed %i', async (seed) => {
    const random = createRandom(seed);
    const timeline = createTimeline(Date.now());
    const model = createSchool({ name: 'model', timeline, random, pageRows: () => 1_000 });
    const school = await buildSchool(opened.door);
    const people = [
      await school.join('Ada', 'owner'),
      await school.join('Ben', 'instructor'),
      await school.join('Cat', 'admin'),
    ];
    const roles = ['owner', 'instructor', 'admin'] as const;
    for (const [index, { userId }] of people.entries())
      model.setGrants(must(userId, 'user'), [grant(roles[index] ?? 'owner')]);
    const devices = people.map((context) => createDevice(opened.door, context));
    const [owner] = devices as [Device, ...Device[]];

    const sendBoth = async (at: number, mutations: Mutation[], real: Mutation[]): Promise<void> => {
      const device = must(devices[at], 'device');
      const ackedThrough = must(mutations[0], 'mutation').seq - 1;
      const answer = await device.push(real, ackedThrough);
      const asked = model.push(must(people[at]?.userId, 'user'), {
        protocol: PROTOCOL_VERSION,
        schema: SCHEMA_VERSION,
        epoch: null,
        clientId: device.clientId,
        holdings: [],
        ackedThrough,
        mutations,
      });
      await timeline.advance(200);
      const modelled = await asked;
      const told = JSON.stringify(mutations.map(({ name, args, base }) => ({ name, args, base })));
      expect(
        modelled.results.map(({ code }) => code),
        told,
      ).toEqual(answer.results.map(({ code }) => code));
    };

    const ids = { courseId: newId(), sectionId: newId(), lessonId: newId(), documentId: newId() };
    const { courseId, sectionId, lessonId, documentId } = ids;
    const start = [
      owner.mutation('Course.create', { row: { id: courseId, title: 'v1' } }),
      owner.mutation('Section.create', {
        row: { id: sectionId, courseId, parentId: null, title: 'v1', position: 'a0' },
      }),
      owner.mutation('Lesson.create', {
        row: { id: lessonId, courseId, sectionId, title: 'v1', position: 'a0' },
      }),
      owner.mutation('Document.create', { row: { id: documentId, courseId, lessonId, contentSchema: 1 } }),
    ];
    await sendBoth(0, start, start);
    let offset = (await owner.pull(['course:*'], 0)).head - model.state().head;
    /** Everything in Trash has been there for long. */
    const purgeBoth = async (): Promise<void> => {
      const [kind, rows] = random.pick([
        ['Section', rowsOf(model, 'sections')],
        ['Lesson', rowsOf(model, 'lessons')],
      ] as const);
      if (rows.length === 0) return;
      const args = { id: String(random.pick(rows).id), cursor: model.state().head + offset };
      const real = [
        owner.mutation('Course.restore', { id: courseId }),
        owner.mutation(`${kind}.trash`, args),
      ];
      await sendBoth(
        0,
        real.map((mutation) => forModel(mutation, offset)),
        real,
      );
      const longMs = TRASH_MS + 60_000;
      const { door } = opened;
      await purgeTrashOf(
        {
          door: { ...door, clock: () => new Date(Date.now() + longMs) },
          logger: createLogger('silent'),
          stopping: new AbortController().signal,
        },
        { tenantId: school.tenantId, userId: null, isSystem: true },
        [coursePurge, learningPurge, campaignPurge],
      );
      purgeTrash(model, timeline.now() + longMs);
      // The server commits each tree of its own, the model all of them together.
      offset = (await owner.pull(['course:*'], 0)).head - model.state().head;
    };
    for (let round = 0; round < 60; round++) {
      if (round % 20 === 19) await purgeBoth();
      const at = random.between(0, devices.length - 1);
      const device = must(devices[at], 'device');
      const edits = Array.from({ length: random.between(1, 3) }, () =>
        someEdit({ model, timeline, random, offset }),
      );
      const real = edits
        .filter((edit) => edit !== null)
        .map(({ name, args, base }) => device.mutation(name, args, base));
      if (real.length === 0) continue;
      const mutations = real.map((mutation) => forModel(mutation, offset));
      await sendBoth(at, mutations, real);
    }
    expect((await owner.pull(['course:*'], 0)).head - model.state().head).toBe(offset);
    await expectSameRows(model, owner, courseId);
    purgedRows += model.state().purged.size;
  });

  it('has purged something in some of these', () => {
    expect(purgedRows).toBeGreaterThan(0);
  });
});

/** Versions of the real server are further on. */
function forModel(mutation: Mutation, offset: number): Mutation {
  const { cursor } = mutation.args;
  if (typeof cursor !== 'number') return mutation;
  const moved = { ...mutation, args: { ...mutation.args, cursor: cursor - offset } };
  return { ...moved, hash: mutationHash(moved) };
}
