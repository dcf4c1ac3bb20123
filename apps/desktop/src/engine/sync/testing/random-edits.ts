import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { LocalWrite, LocalWriter } from '../../store/local-write.ts';
import type { Store } from '../../store/open-store.ts';
import { makeCourse } from './test-device.ts';
import { textOf, typeWords } from './typing.ts';

const course = entityNamed('Course');
const section = entityNamed('Section');
const lesson = entityNamed('Lesson');
const document = entityNamed('Document');

export type Random = () => number;

export const oneOf = <T>(random: Random, list: readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)];

/** What a person does in one moment. `mark` tells the words of one edit from those of others. */
export function editAtRandom(
  device: { readonly store: Store; readonly writer: LocalWriter },
  random: Random,
  mark: string,
): void {
  const { views } = device.store;
  const pick = (entity: AnyEntity) => oneOf(random, views.select(entity, '1 order by id'));
  const sibling = (entity: AnyEntity, courseId: unknown) =>
    oneOf(random, views.select(entity, 'course_id = ? order by id', String(courseId)));
  const actions: ((write: LocalWrite) => void)[] = [
    (write) => {
      const { documentId } = makeCourse(write, mark);
      write.append(documentId, textOf(mark));
    },
    (write) => {
      const row = pick(course);
      if (row) write.patch(course, row.id as string, { title: mark, tags: [mark] });
    },
    (write) => {
      const row = pick(course);
      if (row) write.patch(course, row.id as string, { priceMinor: Math.floor(random() * 5) });
    },
    (write) => {
      const row = pick(lesson);
      if (row) write.patch(lesson, row.id as string, { title: mark });
    },
    (write) => {
      const row = pick(lesson);
      const target = row && sibling(section, row.courseId);
      if (row && target) write.patch(lesson, row.id as string, { sectionId: target.id ?? null });
    },
    (write) => {
      const row = pick(section);
      if (!row) return;
      const made = {
        id: newId(),
        courseId: row.courseId ?? null,
        parentId: null,
        title: mark,
        position: 'a5',
      };
      write.create(section, made);
      const moved = sibling(lesson, row.courseId);
      if (moved) write.patch(lesson, moved.id as string, { sectionId: made.id });
    },
    (write) => {
      const row = pick(lesson);
      if (row) write.trash(lesson, row.id as string);
    },
    (write) => {
      const row = pick(lesson);
      if (row) write.restore(lesson, row.id as string);
    },
  ];
  if (random() < 0.25) {
    const row = pick(document);
    if (row) typeWords(device, row.id as string, `${mark} `);
  } else {
    device.writer.write((write) => oneOf(random, actions)?.(write));
  }
}
