/** What people can only do with the newer build: with the fields, the table and the node that the present one lacks. */
import * as Y from 'yjs';
import { CONTENT_SCHEMA_VERSION } from '@educrowd/shared/content/content-schema';
import { CONTENT_FRAGMENT } from '@educrowd/shared/content/yjs-document';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed, findEntity } from '@educrowd/shared/synced-entities';
import { must } from '@educrowd/shared/primitives/assert';
import { NEWER_NODE } from '../school/newer-node.ts';
import { pick, rowKey, save, setField, type Moment } from './moment.ts';

export interface RowRef {
  readonly entityName: 'Course' | 'Lesson';
  readonly id: string;
}

const course = entityNamed('Course');
const section = entityNamed('Section');
const lesson = entityNamed('Lesson');
const document = entityNamed('Document');
const remark = findEntity('Remark');

export const isNewerBuild = remark !== undefined;

/** What no older build knows of, on a row that all of them know: the row. */
export function setNewerField(moment: Moment): RowRef | null {
  const entity = moment.random.pick([course, lesson]);
  const row = pick(moment, entity);
  if (!row) return null;
  const [id, field] = [String(row.id), entity === course ? 'accent' : 'minutes'];
  const value = entity === course ? moment.mark : Number(moment.mark.slice(1));
  save(moment, (write) => {
    write.patch(entity, id, { [field]: value });
    return [{ kind: 'field', row: rowKey(entity, id), field, value, seen: row[field] ?? null }];
  });
  return { entityName: entity === course ? 'Course' : 'Lesson', id };
}

const accent = (moment: Moment): void => setField(moment, course, () => ({ accent: moment.mark }));

const minutes = (moment: Moment): void =>
  setField(moment, lesson, () => ({ minutes: Number(moment.mark.slice(1)) }));

export function addRemark(moment: Moment): void {
  const home = pick(moment, lesson);
  if (!home) return;
  const entity = must(remark, 'remarks');
  save(moment, (write) => {
    const id = newId<'Remark'>();
    const place = { courseId: home.courseId ?? null, lessonId: home.id ?? null };
    write.create(entity, { id, ...place, text: moment.mark });
    return [{ kind: 'create', row: rowKey(entity, id) }];
  });
}

const editRemark = (moment: Moment): void =>
  setField(moment, must(remark, 'remarks'), () => ({ text: moment.mark }));

/** A lesson with a text in which something stands that older editors do not know. */
function writeText(moment: Moment): void {
  const { mark } = moment;
  const home = pick(moment, section);
  if (!home) return;
  const words = `${mark} `;
  const [id, documentId] = [newId<'Lesson'>(), newId<'Document'>()];
  const { courseId = null, id: sectionId = null } = home;
  save(moment, (write) => {
    write.create(lesson, { id, courseId, sectionId, title: mark, position: 'a6' });
    const text = { id: documentId, courseId, lessonId: id, contentSchema: CONTENT_SCHEMA_VERSION };
    write.create(document, text);
    write.append(documentId, newerText(words));
    return [
      { kind: 'create', row: rowKey(document, documentId) },
      { kind: 'text', documentId, words, isBeginning: false, isNewer: true },
    ];
  });
}

/** A text of the newer build: a paragraph, and the node that only it knows. */
export function newerText(words: string): Uint8Array {
  const text = new Y.Doc();
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  text.getXmlFragment(CONTENT_FRAGMENT).insert(0, [paragraph, new Y.XmlElement(NEWER_NODE)]);
  return Y.encodeStateAsUpdate(text);
}

export const newerActions: readonly ((moment: Moment) => void)[] = [
  accent,
  minutes,
  minutes,
  addRemark,
  editRemark,
  writeText,
];
