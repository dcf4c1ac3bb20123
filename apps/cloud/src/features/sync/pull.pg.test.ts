import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  CONTENT_FRAGMENT,
  createDocumentState,
  mergeUpdates,
  readDocument,
} from '@educrowd/shared/content/yjs-document';
import { must } from '@educrowd/shared/primitives/assert';
import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';
import { MAX_PAGE_ROWS, pageChecksum, type Change } from '@educrowd/shared/sync/protocol';
import type { Holding } from '@educrowd/shared/sync/scope';
import { readTenant, withTenant, type TenantContext, type TenantDoor } from '../../platform/with-tenant.ts';
import { compactDocument, readDocumentContent } from './document-content.ts';
import { FROM_THE_START, readTexts, saveCompacted } from './document-store.ts';
import { buildSchool, createDevice, openTestDoor, rowOf } from './testing/sync-school.ts';

let door: TenantDoor;
let close: () => Promise<void>;
let ada: TenantContext;
const scopeOf = (courseId: string): Holding => `course:${courseId}`;

beforeAll(async () => {
  ({ door, close } = await openTestDoor());
  ada = await (await buildSchool(door)).join('Ada', 'instructor');
});
afterAll(() => close());

const paragraph = (text: string) => ({
  type: 'paragraph' as const,
  content: [{ type: 'text' as const, text }],
});
const initial = createDocumentState({ type: 'doc', content: [paragraph('Hello')] });

/** What a person types at the end of the text, as an update. */
function typed(states: readonly Uint8Array[], text: string): Uint8Array {
  const document = new Y.Doc();
  for (const state of states) Y.applyUpdate(document, state);
  const before = Y.encodeStateVector(document);
  const element = document.getXmlFragment(CONTENT_FRAGMENT).get(0) as Y.XmlElement;
  (element.get(0) as Y.XmlText).insert(5, text);
  return Y.encodeStateAsUpdate(document, before);
}

const updatesOf = (changes: readonly Change[], documentId: string): Uint8Array[] =>
  (changes.find((change) => change.rowId === documentId)?.updates ?? []).map(base64ToBytes);

const wordsOf = (updates: readonly Uint8Array[]): string => JSON.stringify(readDocument(updates));

describe('paging', () => {
  it('shows the same rows by pull and by bootstrap, also those that change meanwhile', async () => {
    const device = createDevice(door, ada);
    const { courseId, sectionId, lessonId } = await device.createCourse('Large');
    const row = (index: number) => ({
      id: newId(),
      courseId,
      sectionId,
      title: `Lesson ${index}`,
      position: 'a1',
    });
    for (let start = 0; start < MAX_PAGE_ROWS * 1.5; start += 50) {
      await device.push(
        Array.from({ length: 50 }, (_, index) =>
          device.mutation('Lesson.create', { row: row(start + index) }),
        ),
      );
    }
    const holding = scopeOf(courseId);
    const first = await device.pull([holding]);
    expect([first.count, first.changes.length, pageChecksum(first.changes)]).toEqual([
      MAX_PAGE_ROWS,
      MAX_PAGE_ROWS,
      first.checksum,
    ]);
    // A row of the page that is already here changes: it gets a higher version and comes again at the end.
    await device.send(
      'Lesson.patch',
      { id: lessonId, patch: { title: 'Changed between pages' } },
      { title: 'Lesson 1' },
    );
    const staged = new Map<string, unknown>(
      first.changes.map((change) => [change.rowId, rowOf(first, change)]),
    );
    for (let page = first; page.next !== null;) {
      page = await device.pull([holding], 0, page.next);
      for (const change of page.changes) staged.set(change.rowId, rowOf(page, change));
      if (page.next === null) expect(page.changes.at(-1)?.version).toBe(page.head);
    }
    expect(staged.get(lessonId)).toMatchObject({ title: 'Changed between pages' });
    const whole = new Map(
      (await device.bootstrap(holding)).map((change) => [change.rowId, rowOf({ columns: {} }, change)]),
    );
    expect(staged).toEqual(whole);
  });

  it('sends only what is newer than the cursor, and says that nothing is', async () => {
    const device = createDevice(door, ada);
    const { courseId, lessonId } = await device.createCourse();
    const { head } = await device.pull([scopeOf(courseId)]);
    const idle = await device.pull([scopeOf(courseId)], head);
    expect([idle.changes, idle.next, idle.lastSeq]).toEqual([[], null, 4]);
    await device.send('Lesson.patch', { id: lessonId, patch: { title: 'New' } }, { title: 'Lesson 1' });
    expect((await device.pull([scopeOf(courseId)], head)).changes.map((change) => change.table)).toEqual([
      'lessons',
    ]);
  });

  it('refuses a cursor from the future: the server behind it is an older one', async () => {
    await expect(createDevice(door, ada).pull(['staff'], 1_000_000)).rejects.toMatchObject({
      syncCode: 'EPOCH_CHANGED',
    });
  });

  it('never sends what is not held, whatever the device asks for', async () => {
    const { courseId } = await createDevice(door, ada).createCourse();
    const other = await (await buildSchool(door)).join('Ben', 'instructor');
    const device = createDevice(door, other);
    expect((await device.pull([scopeOf(courseId), 'course:*', 'finance'])).changes).toEqual([]);
    await expect(device.bootstrap('course:*')).rejects.toMatchObject({ syncCode: 'HOLDING_LOST' });
  });
});

describe('texts', () => {
  it('travel as the updates since the cursor and add up to the same words', async () => {
    const device = createDevice(door, ada);
    const { courseId, documentId } = await device.createCourse('Text', initial);
    const { head } = await device.pull([scopeOf(courseId)]);
    const update = typed([initial], ' world');
    await device.push([device.append(documentId, update)]);
    const newer = updatesOf((await device.pull([scopeOf(courseId)], head)).changes, documentId);
    expect(newer).toEqual([update]);
    expect(wordsOf([initial, ...newer])).toContain('Hello world');
    expect(wordsOf(updatesOf(await device.bootstrap(scopeOf(courseId)), documentId))).toContain(
      'Hello world',
    );
  });

  it('merge what two people wrote at the same place', async () => {
    const device = createDevice(door, ada);
    const { courseId, documentId } = await device.createCourse('Two', initial);
    const [mine, theirs] = [typed([initial], ' one'), typed([initial], ' two')];
    await device.push([device.append(documentId, mine)]);
    const other = createDevice(door, ada);
    await other.push([other.append(documentId, theirs)]);
    const words = wordsOf(updatesOf(await device.bootstrap(scopeOf(courseId)), documentId));
    expect(words).toContain(' one');
    expect(words).toContain(' two');
    expect(words).toBe(wordsOf([initial, theirs, mine]));
  });

  it('say the same after compaction, to new devices and to those in the middle', async () => {
    const device = createDevice(door, ada);
    const { courseId, documentId } = await device.createCourse('Compact', initial);
    const { head } = await device.pull([scopeOf(courseId)]);
    const update = typed([initial], ' compacted');
    await device.push([device.append(documentId, update)]);
    await compactDocument(door, { tenantId: ada.tenantId, documentId });
    const late = typed([initial, update], ' late');
    await device.push([device.append(documentId, late)]);
    const expected = wordsOf([initial, update, late]);
    const sincePull = updatesOf((await device.pull([scopeOf(courseId)], head)).changes, documentId);
    expect(wordsOf([initial, ...sincePull])).toBe(expected);
    expect(wordsOf(updatesOf(await device.bootstrap(scopeOf(courseId)), documentId))).toBe(expected);
    const content = await readTenant(door, ada, (tx) => readDocumentContent(tx, documentId));
    expect(JSON.stringify(content)).toContain('Hello late compacted');
  });

  it('are whole for a push, a page and a launch that meet a compaction in the middle', async () => {
    const device = createDevice(door, ada);
    const { documentId } = await device.createCourse('Moved', initial);
    const update = typed([initial], ' edited');
    const { updates, version } = must(
      (await readTenant(door, ada, (tx) => readTexts(tx, [documentId], FROM_THE_START))).get(documentId),
      'text',
    );
    const compacted = {
      version,
      state: mergeUpdates(updates),
      content: { type: 'doc' as const, content: [paragraph('Hello')] },
      plainText: 'Hello',
    };
    // A writing transaction sees what was committed before each of its statements; this lets it begin reading while
    // the updates are there, and go on when they have become a state.
    const readers = await withTenant(door, { ...ada, userId: null, isSystem: true }, async (tx) => {
      await tx.db.execute(sql`lock table document_update in access exclusive mode`);
      const reading = [
        device.push([device.append(documentId, update)]).then(({ results }) => results.at(-1)?.code),
        withTenant(door, ada, (other) => readDocumentContent(other, documentId)).then((content) =>
          JSON.stringify(content).includes('Hello'),
        ),
      ];
      for (let waiting = 0; waiting < reading.length;) {
        const [row] = await tx.db.execute<{ waiting: number }>(
          sql`select count(distinct pid)::int as waiting from pg_locks where not granted and relation = 'document_update'::regclass`,
        );
        waiting = row?.waiting ?? 0;
      }
      await saveCompacted(tx, documentId, compacted);
      return reading;
    });
    expect(await Promise.all(readers)).toEqual(['APPLIED', true]);
  });

  it('stay in Trash when all that comes is what had arrived before somebody deleted them', async () => {
    const device = createDevice(door, ada);
    const { courseId, lessonId, documentId } = await device.createCourse('Twice', initial);
    const update = typed([initial], ' once');
    await device.push([device.append(documentId, update)]);
    await compactDocument(door, { tenantId: ada.tenantId, documentId });
    const { head } = await device.pull([scopeOf(courseId)]);
    expect((await device.send('Lesson.trash', { id: lessonId, cursor: head })).code).toBe('APPLIED');
    const before = await device.pull([scopeOf(courseId)]);
    const again = createDevice(door, ada);
    const { results } = await again.push([
      again.append(documentId, initial),
      again.append(documentId, update),
    ]);
    expect(results.map(({ code }) => code)).toEqual(['APPLIED', 'APPLIED']);
    expect((await device.pull([scopeOf(courseId)])).head).toBe(before.head);
    const { code } = await again.send('document.append', {
      id: documentId,
      update: bytesToBase64(typed([initial, update], ' more')),
    });
    expect(code).toBe('MERGED');
  });

  it('are refused when they are no text, too large or built on nothing', async () => {
    const device = createDevice(door, ada);
    const { documentId } = await device.createCourse('Hostile', initial);
    const foreign = new Y.Doc();
    foreign.getMap('elsewhere').set('key', 'value');
    const orphan = typed([createDocumentState({ type: 'doc', content: [paragraph('Other')] })], ' orphan');
    for (const update of [new Uint8Array([1, 2, 3]), Y.encodeStateAsUpdate(foreign), orphan]) {
      const { results } = await device.push([device.append(documentId, update)]);
      expect(results.at(-1)?.code).toBe('INVALID');
    }
  });
});
