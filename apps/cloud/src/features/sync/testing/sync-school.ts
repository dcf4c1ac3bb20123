/** A school with members, for tests of syncing: everything through the real push, pull and bootstrap. */
import { randomBytes, randomUUID } from 'node:crypto';
import { courseStaff, members, roleGrants } from '@educrowd/db/postgres/schema/people';
import { syncTenants } from '@educrowd/db/postgres/schema/sync';
import type { TestDatabase } from '@educrowd/db/testing/clone-database';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { completeRow } from '@educrowd/shared/entity/define-entity';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import type { Role } from '@educrowd/shared/permissions/roles';
import {
  mutationHash,
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  type Change,
  type Mutation,
  type MutationResult,
  type PullResponse,
  type PushResponse,
} from '@educrowd/shared/sync/protocol';
import type { Holding } from '@educrowd/shared/sync/scope';
import { entityNamed, entityOfTable } from '@educrowd/shared/synced-entities';
import { createDatabase } from '../../../platform/database.ts';
import { writeRows } from '../../../platform/synced-rows.ts';
import { withTenant, type TenantContext, type TenantDoor } from '../../../platform/with-tenant.ts';
import { testMasterKeys } from '../../../testing/test-master-keys.ts';
import { campaignMutations } from '../../campaigns/campaign-mutations.ts';
import { courseMutations } from '../../courses/course-mutations.ts';
import { bootstrap } from '../bootstrap.ts';
import { syncCommands } from '../commands.ts';
import { combineHandlers } from '../mutation-handlers.ts';
import { pull } from '../pull.ts';
import { push } from '../push.ts';

const handlers = combineHandlers([syncCommands, courseMutations, campaignMutations]);

export interface TestDoor {
  readonly door: TenantDoor;
  /** PostgreSQL's superuser. */
  readonly admin: TestDatabase['admin'];
  close(): Promise<void>;
}

export async function openTestDoor(): Promise<TestDoor> {
  const testDatabase = await createTestDatabase();
  const database = createDatabase(testDatabase.urls.appUrl, { maxConnections: 4, name: 'test' });
  return {
    door: { database, clock: () => new Date(), masterKeys: testMasterKeys },
    admin: testDatabase.admin,
    close: async () => {
      await database.close();
      await testDatabase.drop();
    },
  };
}

export async function buildSchool(
  door: TenantDoor,
): Promise<{ tenantId: string; join(name: string, ...roles: Role[]): Promise<TenantContext> }> {
  const tenantId = newId<'TenantSettings'>();
  const system: TenantContext = { tenantId, userId: null, isSystem: true };
  await withTenant(door, system, async (tx) => {
    await tx.db.insert(syncTenants).values({ tenantId, epoch: randomUUID(), auditHash: randomBytes(32) });
    const entity = entityNamed('TenantSettings');
    const after = completeRow(entity, { id: tenantId, name: 'School' }, tx.now.toISOString());
    await writeRows(tx, [{ entity, before: null, after, authors: {} }]);
  });
  return {
    tenantId,
    join: async (name, ...roles) => {
      const userId = newId<'User'>();
      await withTenant(door, system, async (tx) => {
        const at = tx.now.toISOString();
        await tx.db
          .insert(members)
          .values({ tenantId, userId, displayName: name, email: `${userId}@example.com`, joinedAt: at });
        for (const role of roles)
          await tx.db.insert(roleGrants).values({ tenantId, id: newId(), userId, role, assignedAt: at });
      });
      return { tenantId, userId };
    },
  };
}

/** A device in its simplest form: it numbers mutations and keeps nothing else. */
export function createDevice(door: TenantDoor, context: TenantContext) {
  const clientId = newId<'Client'>();
  let seq = 0;
  const envelope = (holdings: readonly Holding[], ackedThrough: number) => ({
    protocol: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
    epoch: null,
    clientId,
    holdings: [...holdings],
    ackedThrough,
  });
  const device = {
    clientId,
    mutation(name: string, args: JsonObject, base: JsonObject = {}): Mutation {
      const numbered = { seq: ++seq, name, args, base };
      return { ...numbered, hash: mutationHash(numbered) };
    },
    append: (id: string, update: Uint8Array): Mutation =>
      device.mutation('document.append', { id, update: bytesToBase64(update) }),
    push: (mutations: Mutation[], ackedThrough = 0): Promise<PushResponse> =>
      push({ door, handlers }, context, { ...envelope([], ackedThrough), mutations }),
    /** Pushes one mutation; its result. */
    async send(name: string, args: JsonObject, base: JsonObject = {}): Promise<MutationResult> {
      const mutation = device.mutation(name, args, base);
      const { results } = await device.push([mutation], mutation.seq - 1);
      return must(results[0], 'result of the mutation');
    },
    pull: (
      holdings: readonly Holding[],
      cursor = 0,
      after: PullResponse['next'] = null,
    ): Promise<PullResponse> => pull(door, context, { ...envelope(holdings, 0), cursor, after }),
    /** Everything in a holding, all pages. */
    async bootstrap(holding: Holding): Promise<Change[]> {
      const changes: Change[] = [];
      for (let after = null, isDone = false; !isDone;) {
        const page = await bootstrap(door, context, { ...envelope([], 0), holding, after });
        changes.push(...page.changes);
        after = page.next as never;
        isDone = page.next === null;
      }
      return changes;
    },
    /** A course with one section, one lesson and its text. */
    async createCourse(
      title = 'Algebra',
      text?: Uint8Array,
    ): Promise<{ courseId: string; sectionId: string; lessonId: string; documentId: string }> {
      const ids = { courseId: newId(), sectionId: newId(), lessonId: newId(), documentId: newId() };
      const { courseId, sectionId, lessonId, documentId } = ids;
      const mutations = [
        device.mutation('Course.create', { row: { id: courseId, title } }),
        device.mutation('Section.create', {
          row: { id: sectionId, courseId, parentId: null, title: 'Week 1', position: 'a0' },
        }),
        device.mutation('Lesson.create', {
          row: { id: lessonId, courseId, sectionId, title: 'Lesson 1', position: 'a0' },
        }),
        device.mutation('Document.create', { row: { id: documentId, courseId, lessonId, contentSchema: 1 } }),
        ...(text ? [device.append(documentId, text)] : []),
      ];
      const { results } = await device.push(mutations, must(mutations[0], 'first mutation').seq - 1);
      for (const result of results)
        if (result.code !== 'APPLIED') throw new Error(`${result.code}: ${result.detail}`);
      return ids;
    },
  };
  return device;
}

/** The row of a change as an object. */
export function rowOf(page: Pick<PullResponse, 'columns'>, change: Change): JsonObject {
  const columns = page.columns[change.table] ?? Object.keys(entityOfTable(change.table).fields);
  return Object.fromEntries(columns.map((column, index) => [column, change.values?.[index] ?? null]));
}

export const rowsOfTable = (page: PullResponse, table: string): JsonObject[] =>
  page.changes
    .filter((change) => change.table === table && change.op === 'upsert')
    .map((change) => rowOf(page, change));

/** A course of one person's that another one teaches, too; each with a device of their own. */
export async function buildSharedCourse(door: TenantDoor, owner: TenantContext, teacher: TenantContext) {
  const first = createDevice(door, owner);
  const ids = await first.createCourse();
  const userId = must(teacher.userId, 'teacher');
  await withTenant(door, { tenantId: owner.tenantId, userId: null, isSystem: true }, (tx) =>
    tx.db
      .insert(courseStaff)
      .values({ tenantId: tx.tenantId, courseId: ids.courseId, userId, addedAt: tx.now.toISOString() }),
  );
  const holding: Holding = `course:${ids.courseId}`;
  return { ...ids, first, second: createDevice(door, teacher), holding };
}
