/** What happens in a school without any device: in browsers, in its jobs, on its servers. */
import { CONTENT_SCHEMA_VERSION } from '@educrowd/shared/content/content-schema';
import { mergeUpdates } from '@educrowd/shared/content/yjs-document';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import { TOMBSTONE_MS, TRASH_MS } from '@educrowd/shared/sync/tombstones';
import { entityNamed, entityOfTable } from '@educrowd/shared/synced-entities';
import type { Random } from '../../support/random.ts';
import { newerText } from '../device/newer-actions.ts';
import { applyMutation } from './apply-mutation.ts';
import { endCampaigns, staysForGood } from './campaigns.ts';
import { COLLECT_AFTER_MS } from './files.ts';
import { NEWER_NODE } from './newer-node.ts';
import { keyOf, rowsOf } from './school-state.ts';
import { subtreeOf } from './subtree.ts';
import type { Ref } from './school-batch.ts';
import type { School } from './school.ts';

const DAY_MS = 86_400_000;

export interface BrowserEdit {
  readonly row: string;
  readonly seen: string;
}

/** Somebody who sees what is there now gives a lesson another title in a browser. */
export function retitleInBrowser(
  school: School,
  random: Random,
  { userId, title }: { userId: string; title: string },
): BrowserEdit | null {
  const lessons = rowsOf(school.state(), 'lessons').filter((row) => row.deletedAt === null);
  if (lessons.length === 0) return null;
  const row = random.pick(lessons);
  const [id, seen] = [String(row.id), String(row.title)];
  school.edit((batch) => {
    const asked = { name: 'Lesson.patch', args: { id, patch: { title } }, base: { title: seen } };
    applyMutation(school.state(), { ...batch, authorize: () => undefined }, asked);
  }, userId);
  return { row: `lessons ${id}`, seen };
}

export interface SubtreeMove {
  readonly fromCourseId: string;
  readonly toCourseId: string;
}

/** A section of one course goes to another one, with everything that is in it. */
export function moveSubtree(school: School, random: Random): SubtreeMove | null {
  const sections = rowsOf(school.state(), 'sections');
  const courses = rowsOf(school.state(), 'courses').filter((row) => row.deletedAt === null);
  if (sections.length === 0 || courses.length < 2) return null;
  const top = random.pick(sections);
  const courseId = random.pick(courses).id ?? null;
  if (courseId === top.courseId) return null;
  school.edit((batch) => {
    for (const ref of subtreeOf(school.state(), entityOfTable('sections'), top)) {
      const row = batch.find(ref);
      if (!row) continue;
      batch.put(ref.entityName, { ...row, courseId, ...(row === top ? { parentId: null } : {}) }, []);
      // Who holds the new course only has nothing of the text that came before.
      if (ref.entityName === 'Document') batch.append(ref.id, mergeUpdates(batch.updatesOf(ref.id)));
    }
  });
  return { fromCourseId: String(top.courseId), toCourseId: String(courseId) };
}

/** Somebody deletes a lesson or a file in a browser. */
export function trashSomething(
  school: School,
  random: Random,
  kind: 'Lesson' | 'Material' = 'Lesson',
): WireRow | null {
  const { table } = entityNamed(kind);
  const rows = rowsOf(school.state(), table).filter((row) => row.deletedAt === null);
  if (rows.length === 0) return null;
  const row = random.pick(rows);
  school.edit((batch) => batch.put(kind, { ...row, deletedAt: batch.now.toISOString() }, ['deletedAt']));
  return row;
}

/** Takes away what was in Trash long enough, with everything in it. */
export function purgeTrash(school: School, nowMs: number): void {
  const old = [...school.state().rows].filter(
    ([, { row }]) => typeof row.deletedAt === 'string' && nowMs - Date.parse(row.deletedAt) > TRASH_MS,
  );
  const trees = old
    .map(([key, { row }]) => subtreeOf(school.state(), entityOfTable(key.split(' ')[0] ?? ''), row))
    .filter((tree) => !tree.some((ref) => mustStay(school, ref)))
    .flat();
  if (trees.length === 0) return;
  const ids = new Set(trees.map(({ id }) => id));
  const settled = rowsOf(school.state(), 'conflicts').filter(({ rowId }) => ids.has(String(rowId)));
  school.edit((batch) => {
    for (const ref of trees) {
      if (ref.entityName === 'Material') {
        const sha256 = String(batch.find(ref)?.sha256);
        school.state().collections.set(sha256, nowMs + COLLECT_AFTER_MS);
      }
      batch.remove(ref);
    }
    for (const { id } of settled) batch.remove({ entityName: 'Conflict', id: String(id) });
  });
}

function mustStay(school: School, { entityName, id }: Ref): boolean {
  const key = keyOf(entityName, id);
  const stored = school.state().rows.get(key);
  return stored !== undefined && staysForGood(school.state(), key.split(' ')[0] ?? '', stored.row);
}

/** Ends campaigns whose time is over, whichever job was to do it. */
export const endOverdue = (school: School, nowMs: number): void =>
  school.edit((batch) => endCampaigns(batch, nowMs));

/** Somebody pays for a campaign, mostly for one of its rewards. */
export function pledgeSomething(
  school: School,
  { random, mark, nowMs }: { random: Random; mark: string; nowMs: number },
): void {
  const state = school.state();
  const live = rowsOf(state, 'campaigns').filter(
    (row) =>
      row.status === 'live' && row.deletedAt === null && Date.parse(String(row.deadline)) - nowMs > DAY_MS,
  );
  if (live.length === 0) return;
  const campaign = random.pick(live);
  const rewards = rowsOf(state, 'rewards').filter(
    (row) => row.campaignId === campaign.id && row.deletedAt === null && Number(row.amountMinor) > 0,
  );
  const reward = rewards.length > 0 && random.next() < 0.8 ? random.pick(rewards) : null;
  const taken = [...state.pledges.values()].filter(({ rewardId }) => rewardId === reward?.id).length;
  if (reward && typeof reward.limitCount === 'number' && taken >= reward.limitCount) return;
  school.pledge({
    id: newId<'PledgeRecord'>(),
    campaignId: String(campaign.id),
    rewardId: reward && String(reward.id),
    backerName: mark,
    amountMinor: Number(reward?.amountMinor ?? 0) + random.between(0, 500),
    currency: String(campaign.currency),
    pledgedAt: new Date(nowMs).toISOString(),
    rewardAmountMinor: reward && Number(reward.amountMinor),
  });
}

/** Forgets tombstones that are too old; devices that have not heard of them load everything anew. */
export function collectTombstones(school: School, nowMs: number): void {
  const state = school.state();
  for (const [key, { op, version }] of state.changes) {
    const isOld = nowMs - (state.committedAt.get(version) ?? nowMs) > TOMBSTONE_MS;
    if (op === 'upsert' || !isOld) continue;
    state.changes.delete(key);
    state.floor = Math.max(state.floor, version);
  }
}

const BROWSER_WORDS = 'before ';

/** A lesson that was written with a newer editor. */
export function writeWithNewerEditor(school: School, random: Random, title: string): void {
  const sections = rowsOf(school.state(), 'sections').filter((row) => row.deletedAt === null);
  if (sections.length === 0) return;
  const { id: sectionId = null, courseId = null } = random.pick(sections);
  const [lessonId, documentId] = [newId<'Lesson'>(), newId<'Document'>()];
  const stamp = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
  school.edit((batch) => {
    const place = { courseId, sectionId, title, position: 'a7', minutes: 7 };
    const lesson = { id: lessonId, ...place, deletedAt: null, ...stamp };
    batch.put('Lesson', lesson, ['*']);
    const home = { courseId, lessonId, campaignId: null, campaignUpdateId: null };
    const contentSchema = CONTENT_SCHEMA_VERSION;
    batch.put('Document', { id: documentId, ...home, contentSchema, deletedAt: null, ...stamp }, ['*']);
    batch.append(documentId, newerText(BROWSER_WORDS));
  });
}

/** What a newer editor wrote is still in its texts. */
export function blankedNodes(school: School, textOf: (documentId: string) => string): string[] {
  return rowsOf(school.state(), 'documents')
    .map(({ id }) => ({ id: String(id), text: textOf(String(id)) }))
    .filter(({ text }) => text.includes(BROWSER_WORDS) && !text.includes(NEWER_NODE))
    .map(({ id }) => `${school.name}: text ${id} lost what a newer editor wrote`);
}
