/** The model school answers as the real server does: the same edits, one by one, with the same results and rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import { TRASH_MS } from '@educrowd/shared/sync/tombstones';
import {
  mutationHash,
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  type Mutation,
} from '@educrowd/shared/sync/protocol';
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
import { launchCampaign } from '../../../apps/cloud/src/features/campaigns/launch-campaign.ts';
import { AppError } from '../../../apps/cloud/src/platform/app-error.ts';
import { withTenant } from '../../../apps/cloud/src/platform/with-tenant.ts';
import { createLogger } from '../../../apps/cloud/src/platform/logger.ts';
import { createRandom } from '../../support/random.ts';
import { createTimeline } from '../timeline.ts';
import { grant } from '../world.ts';
import { Refused } from './school-batch.ts';
import { createSchool, type School } from './school.ts';
import { someEdit } from './random-edits.ts';
import { purgeTrash } from './school-events.ts';
import { rowsOf } from './school-state.ts';
import { times } from '../../../tools/test/times.ts';

const words = (text: string): ContentDoc => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const terms = { goalMinor: 1_000, deadline: new Date(Date.now() + 30 * 86_400_000).toISOString() };

let opened: Awaited<ReturnType<typeof openTestDoor>>;
beforeAll(async () => {
  opened = await openTestDoor();
});
afterAll(() => opened.close());

type Device = ReturnType<typeof createDevice>;

/** What is the same in both: no moments, no names of people, and no ids that each of them made for itself. */
function comparable(rows: readonly (readonly [string, WireRow])[]): string[] {
  return rows
    .map(([table, row]) => {
      const {
        createdAt: _c,
        updatedAt: _u,
        resolvedAt: _r,
        publishedAt: _p,
        launchedAt: _l,
        deletedAt,
        ...rest
      } = row;
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

async function expectSameRows(model: School, owner: Device, homes: readonly string[]): Promise<void> {
  const page = await owner.pull(['course:*', 'campaign:*', 'staff'], 0);
  const real = page.changes
    .filter(({ op, scope }) => op === 'upsert' && homes.includes(scope))
    .map((change) => [change.table, rowOf(page, change)] as const);
  const modelled = [...model.state().rows].map(([key, { row }]) => [key.split(' ')[0] ?? '', row] as const);
  expect(comparable(modelled)).toEqual(comparable(real));
}

/** In all runs together: otherwise they would not compare it. */
let purgedRows = 0;
let launches = 0;

const seeds = [1, 2, 3, 4, 5].slice(0, times(5, 3));

describe('the model school', () => {
  it.each(seeds)('does what the server does, seed %i', async (seed) => {
    const random = createRandom(seed);
    const timeline = createTimeline(Date.now());
    const model = createSchool({ name: 'model', timeline, random, pageRows: () => 1_000 });
    const school = await buildSchool(opened.door);
    const people = [
      await school.join('Ada', 'owner'),
      await school.join('Ben', 'instructor'),
      await school.join('Cat', 'campaignManager'),
    ];
    const roles = ['owner', 'instructor', 'campaignManager'] as const;
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

    const campaignId = newId();
    const storyId = newId();
    const rewardId = newId();
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
      owner.mutation('Campaign.create', { row: { id: campaignId, title: 'v1', summary: 'v1', ...terms } }),
      owner.mutation('Reward.create', {
        row: { id: rewardId, campaignId, title: 'v1', amountMinor: 100, position: 'a0' },
      }),
      owner.mutation('Document.create', { row: { id: storyId, campaignId, contentSchema: 1 } }),
      owner.append(storyId, createDocumentState(words('Once'))),
    ];
    await sendBoth(0, start, start);
    let offset = (await owner.pull(['course:*', 'campaign:*'], 0)).head - model.state().head;
    /** Everything in Trash has been there for long. */
    const purgeBoth = async (): Promise<void> => {
      const [kind, rows] = random.pick([
        ['Section', rowsOf(model.state(), 'sections')],
        ['Lesson', rowsOf(model.state(), 'lessons')],
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
      offset = (await owner.pull(['course:*', 'campaign:*'], 0)).head - model.state().head;
    };
    const launchBoth = async (at: number, id: string): Promise<void> => {
      const person = must(people[at], 'person');
      const [real, modelled] = [
        await outcomeOf(
          withTenant(opened.door, person, (tx) => launchCampaign(tx, { id, expected: 'draft' })),
        ),
        outcomeOf(model.launch(must(person.userId, 'user'), { id, expected: 'draft' })),
      ];
      await timeline.advance(200);
      expect(await modelled, `launch by ${at}`).toBe(real);
    };
    for (let round = 0; round < 60; round++) {
      if (round % 20 === 19) await purgeBoth();
      if (round % 12 === 11) await launchBoth(random.between(0, devices.length - 1), campaignId);
      const at = random.between(0, devices.length - 1);
      const device = must(devices[at], 'device');
      const edits = Array.from({ length: random.between(1, 3) }, () => someEdit({ model, random, offset }));
      const real = edits
        .filter((edit) => edit !== null)
        .map(({ name, args, base }) => device.mutation(name, args, base));
      if (real.length === 0) continue;
      const mutations = real.map((mutation) => forModel(mutation, offset));
      await sendBoth(at, mutations, real);
    }
    expect((await owner.pull(['course:*', 'campaign:*'], 0)).head - model.state().head).toBe(offset);
    await expectSameRows(model, owner, [`course:${courseId}`, `campaign:${campaignId}`]);
    launches += model.state().launchedTerms.size;
    purgedRows += model.state().purged.size;
  });

  it('has purged and launched something in some of these', () => {
    expect(purgedRows).toBeGreaterThan(0);
    expect(launches).toBeGreaterThan(0);
  });
});

/** How it ended, in words that both have. */
async function outcomeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return 'done';
  } catch (error) {
    const isRefusal = error instanceof Refused || error instanceof AppError;
    return isRefusal ? error.code : String(error);
  }
}

/** Versions of the real server are further on. */
function forModel(mutation: Mutation, offset: number): Mutation {
  const { cursor } = mutation.args;
  if (typeof cursor !== 'number') return mutation;
  const moved = { ...mutation, args: { ...mutation.args, cursor: cursor - offset } };
  return { ...moved, hash: mutationHash(moved) };
}
