/** What a person does at a computer in one moment, through the engine's own edits; noted in the ledger once it is saved. */
import * as Y from 'yjs';
import { contentSchema } from '@educrowd/shared/content/content-schema';
import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import { CONTENT_FRAGMENT, createDocumentState } from '@educrowd/shared/content/yjs-document';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed, findEntity } from '@educrowd/shared/synced-entities';
import {
  createLesson,
  createSection,
  moveItem,
} from '../../../apps/desktop/src/engine/courses/outline-edits.ts';
import { EngineError } from '../../../apps/desktop/src/ipc/errors.ts';
import type { TextEdit } from '../ledger.ts';
import { campaignActions } from './campaign-actions.ts';
import { fileActions } from './file-actions.ts';
import { contentOf, pick, rowKey, save, setField, type Moment } from './moment.ts';
import { isNewerBuild, newerActions, type RowRef } from './newer-actions.ts';

const course = entityNamed('Course');
const section = entityNamed('Section');
const lesson = entityNamed('Lesson');
const document = entityNamed('Document');
const conflict = entityNamed('Conflict');
const CAMPAIGN_SHARE = 0.3;
const NEWER_SHARE = 0.15;
const FILE_SHARE = 0.15;
const WEEK_MS = 7 * 86_400_000;

/** Does one thing; nothing where there is nothing to do it with. */
export function act(moment: Moment): void {
  const { random } = moment;
  const actions = [...frequent, ...frequent, ...rare];
  try {
    if (isNewerBuild && random.next() < NEWER_SHARE) return random.pick(newerActions)(moment);
    if (random.next() < FILE_SHARE) return random.pick(fileActions)(moment);
    const isAboutCampaigns = random.next() < CAMPAIGN_SHARE;
    random.pick(isAboutCampaigns ? campaignActions : actions)(moment);
  } catch (error) {
    // The engine may refuse what makes no sense, such as a move of a section into itself.
    if (!(error instanceof EngineError)) throw error;
  }
}

const retitle =
  (entity: AnyEntity) =>
  (moment: Moment): void =>
    setField(moment, entity, () => ({ title: moment.mark }));

/** Gives one row another title, if it is here. */
export function retitleRow(moment: Moment, { entityName, id }: RowRef): void {
  const entity = entityNamed(entityName);
  const row = moment.device.store.views.read(entity, id);
  if (!row) return;
  save(moment, (write) => {
    write.patch(entity, id, { title: moment.mark });
    return [
      { kind: 'field', row: rowKey(entity, id), field: 'title', value: moment.mark, seen: row.title ?? null },
    ];
  });
}

export function makeCourse(moment: Moment): void {
  const { device, mark } = moment;
  save(moment, (write) => {
    const id = newId<'Course'>();
    write.create(course, { id, title: mark });
    const place = { courseId: id, parentId: null, title: `${mark} one`, afterId: null };
    const sectionId = createSection(device.store, write, place);
    const made = createLesson(device.store, write, { sectionId, title: mark, afterId: null });
    return [
      { kind: 'create', row: rowKey(course, id) },
      { kind: 'create', row: rowKey(section, sectionId) },
      { kind: 'create', row: rowKey(lesson, made.id) },
      { kind: 'create', row: rowKey(document, made.documentId) },
    ];
  });
}

function addSection(moment: Moment): void {
  const home = pick(moment, course);
  const parent = pick(moment, section);
  if (!home) return;
  const isInside = parent?.courseId === home.id && moment.random.next() < 0.5;
  save(moment, (write) => {
    const id = createSection(moment.device.store, write, {
      courseId: String(home.id),
      parentId: isInside ? String(parent?.id) : null,
      title: moment.mark,
      afterId: null,
    });
    return [{ kind: 'create', row: rowKey(section, id) }];
  });
}

function addLesson(moment: Moment): void {
  const home = pick(moment, section);
  if (!home) return;
  save(moment, (write) => {
    const place = { sectionId: String(home.id), title: moment.mark, afterId: null };
    const made = createLesson(moment.device.store, write, place);
    return [
      { kind: 'create', row: rowKey(lesson, made.id) },
      { kind: 'create', row: rowKey(document, made.documentId) },
    ];
  });
}

function move(kind: 'section' | 'lesson'): (moment: Moment) => void {
  return (moment) => {
    const row = pick(moment, kind === 'section' ? section : lesson);
    if (!row) return;
    const parent = pick(moment, section, ['course_id = ?', String(row.courseId)]);
    const toTop = kind === 'section' && moment.random.next() < 0.3;
    const parentId = toTop ? null : parent && String(parent.id);
    if (!toTop && parentId === null) return;
    const target = { kind, id: String(row.id), parentId, afterId: null };
    save(moment, (write) => {
      moveItem(moment.device.store, write, target);
      return [];
    });
  };
}

function tag(moment: Moment): void {
  const row = pick(moment, course);
  const tags = row?.tags;
  if (!row || !Array.isArray(tags) || tags.length > 15) return;
  save(moment, (write) => {
    write.patch(course, String(row.id), { tags: [...tags, moment.mark] });
    return [{ kind: 'tag', row: rowKey(course, row.id), tag: moment.mark }];
  });
}

function price(moment: Moment): void {
  setField(moment, course, () => ({ priceMinor: Number(moment.mark.slice(1)) }));
}

function throwAway(moment: Moment): void {
  const entity = moment.random.pick([lesson, section, lesson, course]);
  const row = pick(moment, entity);
  if (row)
    save(moment, (write) => {
      write.trash(entity, String(row.id));
      return [];
    });
}

function takeBack(moment: Moment): void {
  const entity = moment.random.pick([lesson, section, course]);
  const row = pick(moment, entity, ['deleted_at is not null']);
  if (row)
    save(moment, (write) => {
      write.restore(entity, String(row.id));
      return [];
    });
}

function decideConflict(moment: Moment): void {
  const row = pick(moment, conflict, [`status = 'open' and field is not null`]);
  const entity = findEntity(String(row?.entityName));
  const subject = row && entity ? moment.device.store.views.read(entity, String(row.rowId)) : null;
  const key = row?.field;
  if (!row || !entity || !subject || typeof key !== 'string') return;
  const expected = subject[key] ?? null;
  const value = (moment.random.next() < 0.5 ? row.winnerValue : row.loserValue) ?? null;
  save(moment, (write) => {
    write.command('conflict.resolve', { id: String(row.id), expected, value });
    return [
      { kind: 'field', row: `${entity.table} ${String(subject.id)}`, field: key, value, seen: expected },
    ];
  });
}

function publish(moment: Moment): void {
  const row = pick(moment, course, ['deleted_at is null']);
  if (!row) return;
  const name = row.status === 'published' ? 'course.unpublish' : 'course.publish';
  const notAfter = new Date(moment.device.now().getTime() + WEEK_MS).toISOString();
  save(moment, (write) => {
    write.command(name, { id: String(row.id), expected: String(row.status), notAfter });
    return [];
  });
}

/** Opens a text as a window does and types at the beginning of its first paragraph. */
function type(moment: Moment): void {
  const { device, mark, ledger } = moment;
  const row = pick(moment, document);
  if (!row) return;
  const id = String(row.id);
  const opened = new Y.Doc();
  Y.applyUpdate(opened, device.documents.open(id).state);
  const before = Y.encodeStateVector(opened);
  // What an editor does not know, it deletes.
  const fragment = opened.getXmlFragment(CONTENT_FRAGMENT);
  fragment
    .toArray()
    .map((node, at) => ({ node, at }))
    .filter(({ node }) => node instanceof Y.XmlElement && contentSchema.nodes[node.nodeName] === undefined)
    .toReversed()
    .forEach(({ at }) => fragment.delete(at, 1));
  const first = fragment.get(0);
  if (!(first instanceof Y.XmlElement)) return;
  if (!(first.get(0) instanceof Y.XmlText)) first.insert(0, [new Y.XmlText()]);
  const words = `${mark} `;
  (first.get(0) as Y.XmlText).insert(0, words);
  const update = Y.encodeStateAsUpdate(opened, before);
  let isKept = false;
  device.documents.append(id, update, {
    keep: () => {
      device.writer.write((write) => write.append(id, update));
      isKept = true;
    },
    putAside: (why) => device.writer.write((write) => write.putAside(id, update, why)),
  });
  if (!isKept) return;
  ledger.note({
    kind: 'text',
    documentId: id,
    words,
    isBeginning: false,
    isNewer: false,
    school: device.school,
    device,
  });
}

/** A lesson with a text, as an import writes it. Whoever imports the same again writes the same beginning again. */
function importText(moment: Moment): void {
  const { mark } = moment;
  const home = pick(moment, section);
  if (!home) return;
  const words = `${mark} `;
  const [id, documentId] = [newId<'Lesson'>(), newId<'Document'>()];
  const courseId = String(home.courseId);
  save(moment, (write) => {
    write.create(lesson, { id, courseId, sectionId: String(home.id), title: mark, position: 'a5' });
    write.create(document, { id: documentId, courseId, lessonId: id, contentSchema: 1 });
    write.append(documentId, createDocumentState(contentOf(words)));
    return [
      { kind: 'create', row: rowKey(document, documentId) },
      { kind: 'text', documentId, words, isBeginning: true, isNewer: false },
    ];
  });
}

/** Somebody comes back to an import that was cut short: it writes the beginning of the text once more. */
function importAgain({ device, random, ledger }: Moment): void {
  const beginnings = ledger.edits.filter(
    (edit): edit is TextEdit =>
      edit.kind === 'text' &&
      edit.isBeginning &&
      edit.school === device.school &&
      device.store.views.read(document, edit.documentId) !== null,
  );
  if (beginnings.length === 0) return;
  const { documentId, words } = random.pick(beginnings);
  const update = createDocumentState(contentOf(words));
  device.documents.append(documentId, update, {
    keep: () => device.writer.write((write) => write.append(documentId, update)),
    putAside: (why) => device.writer.write((write) => write.putAside(documentId, update, why)),
  });
}

const frequent: ((moment: Moment) => void)[] = [
  retitle(course),
  retitle(section),
  retitle(lesson),
  type,
  type,
  addLesson,
  move('lesson'),
];
const rare: ((moment: Moment) => void)[] = [
  makeCourse,
  addSection,
  move('section'),
  tag,
  price,
  throwAway,
  takeBack,
  decideConflict,
  publish,
  importText,
  importAgain,
];
