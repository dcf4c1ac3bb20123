/**
 * The rows that a push works on, in memory: loaded and locked in few statements, changed by the mutations in order,
 * written together at the end. A refused mutation leaves nothing behind, without a savepoint in the database.
 */
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { can, subjectOfScope, type Subject } from '@educrowd/shared/permissions/can';
import type { Permission } from '@educrowd/shared/permissions/matrix';
import type { Access } from '@educrowd/shared/permissions/access';
import { entityNamed, syncedEntities, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import type { Scope } from '@educrowd/shared/sync/scope';
import { lockRows, refKey, writeRows, type RowRef, type StoredRow } from '../../platform/synced-rows.ts';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { queueCompaction } from './document-content.ts';
import { FROM_THE_START, readTexts } from './document-store.ts';
import { MutationRefused, type MutationHandlers } from './mutation-handlers.ts';

interface WorkingRow {
  readonly entity: AnyEntity;
  readonly before: StoredRow | null;
  readonly row: WireRow;
  readonly authors: Readonly<Record<string, string | null>>;
}

export interface PushBatch {
  readonly tx: TenantTx;
  readonly handlers: MutationHandlers;
  /** Loads and locks what is not loaded yet. */
  load(refs: Iterable<RowRef>): Promise<void>;
  find(ref: RowRef): Promise<WireRow | null>;
  /** Rows that the mutations so far have written. */
  written(entityName: SyncedEntityName): WireRow[];
  authorsOf(ref: RowRef): Readonly<Record<string, string | null>>;
  /** Puts a row in place; `fields` are those that the acting person has written. */
  put(entityName: SyncedEntityName, row: WireRow, fields: readonly string[]): void;
  /** What a text is made of, with what this batch has added. */
  updatesOf(documentId: string): Promise<Uint8Array[]>;
  appendUpdate(documentId: string, update: Uint8Array): void;
  /** Notes that a row is to be sent again although its fields are the same. */
  touch(ref: RowRef): Promise<void>;
  /** Runs after the rows were written, in the same transaction. */
  afterWrite(work: (tx: TenantTx) => Promise<void>): void;
  /** A course that was created here is on its creator's staff list from now on. */
  joinCourse(courseId: string): void;
  /** The same for a campaign. */
  joinCampaign(campaignId: string): void;
  /** Refuses with FORBIDDEN. */
  authorize(permission: Permission, subject: Subject): void;
  authorizeScope(permission: Permission, scope: Scope): void;
  /** Runs one mutation: when it throws, everything that it did here is forgotten. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
  flush(): Promise<void>;
}

interface Draft {
  readonly rows: Map<string, WorkingRow>;
  readonly updates: { readonly documentId: string; readonly update: Uint8Array }[];
  readonly afterWrite: ((tx: TenantTx) => Promise<void>)[];
  readonly joinedCourses: string[];
  readonly joinedCampaigns: string[];
}

const emptyDraft = (): Draft => ({
  rows: new Map(),
  updates: [],
  afterWrite: [],
  joinedCourses: [],
  joinedCampaigns: [],
});

export function createPushBatch(tx: TenantTx, handlers: MutationHandlers): PushBatch {
  const loaded = new Map<string, StoredRow | null>();
  const texts = new Map<string, Uint8Array[]>();
  const accepted = emptyDraft();
  let draft = emptyDraft();

  const working = (key: string): WorkingRow | null => {
    const changed = draft.rows.get(key) ?? accepted.rows.get(key);
    if (changed) return changed;
    const stored = loaded.get(key);
    return stored
      ? { entity: stored.entity, before: stored, row: stored.row, authors: stored.authors }
      : null;
  };

  const access = (): Access | null =>
    tx.access && {
      ...tx.access,
      courseIds: [...tx.access.courseIds, ...accepted.joinedCourses, ...draft.joinedCourses],
      campaignIds: [...tx.access.campaignIds, ...accepted.joinedCampaigns, ...draft.joinedCampaigns],
    };

  const batch: PushBatch = {
    tx,
    handlers,
    async load(refs) {
      const missing = [...refs].filter((ref) => !loaded.has(refKey(ref)));
      if (missing.length === 0) return;
      const found = await lockRows(tx, missing);
      for (const ref of missing) loaded.set(refKey(ref), found.get(refKey(ref)) ?? null);
    },
    async find(ref) {
      await batch.load([ref]);
      return working(refKey(ref))?.row ?? null;
    },
    written: (entityName) =>
      [...new Map([...accepted.rows, ...draft.rows]).values()]
        .filter(({ entity }) => entity.name === entityName)
        .map(({ row }) => row),
    authorsOf: (ref) => working(refKey(ref))?.authors ?? {},
    put(entityName, row, fields) {
      const key = refKey({ entityName, id: String(row.id) });
      const present = working(key);
      const authors = {
        ...present?.authors,
        ...Object.fromEntries(fields.map((field) => [field, tx.userId])),
      };
      draft.rows.set(key, { entity: entityNamed(entityName), before: present?.before ?? null, row, authors });
    },
    async updatesOf(documentId) {
      if (!texts.has(documentId)) {
        const stored = await readTexts(tx, [documentId], FROM_THE_START);
        texts.set(documentId, stored.get(documentId)?.updates ?? []);
      }
      const added = [...accepted.updates, ...draft.updates].filter((each) => each.documentId === documentId);
      return [...(texts.get(documentId) ?? []), ...added.map((each) => each.update)];
    },
    appendUpdate: (documentId, update) => void draft.updates.push({ documentId, update }),
    async touch(ref) {
      const row = await batch.find(ref);
      if (row) batch.put(ref.entityName as SyncedEntityName, row, []);
    },
    afterWrite: (work) => void draft.afterWrite.push(work),
    joinCourse: (courseId) => void draft.joinedCourses.push(courseId),
    joinCampaign: (campaignId) => void draft.joinedCampaigns.push(campaignId),
    authorize(permission, subject) {
      if (can({ access: access(), now: tx.now }, permission, subject)) return;
      throw new MutationRefused('FORBIDDEN', 'Your role in this school does not allow that.');
    },
    authorizeScope: (permission, scope) => batch.authorize(permission, subjectOfScope(scope)),
    async attempt(work) {
      draft = emptyDraft();
      const result = await work();
      for (const [key, row] of draft.rows) accepted.rows.set(key, row);
      accepted.updates.push(...draft.updates);
      accepted.afterWrite.push(...draft.afterWrite);
      accepted.joinedCourses.push(...draft.joinedCourses);
      accepted.joinedCampaigns.push(...draft.joinedCampaigns);
      draft = emptyDraft();
      return result;
    },
    async flush() {
      const order = new Map(syncedEntities.map((entity, index): [string, number] => [entity.name, index]));
      const rank = (each: WorkingRow): number => order.get(each.entity.name) ?? 0;
      const rows = [...accepted.rows.values()].toSorted((a, b) => rank(a) - rank(b));
      await writeRows(
        tx,
        rows.map(({ entity, before, row, authors }) => ({ entity, before, after: row, authors })),
      );
      for (const { documentId, update } of accepted.updates)
        tx.appendDocumentUpdate(documentId, bytesToBase64(update));
      for (const documentId of new Set(accepted.updates.map((each) => each.documentId)))
        await queueCompaction(tx, documentId);
      for (const work of accepted.afterWrite) await work(tx);
    },
  };
  return batch;
}
