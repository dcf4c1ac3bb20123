/**
 * An imported course as the edits that make it. All that takes time is done here, in small steps between which the
 * engine answers others; what is left is one transaction.
 */
import { validLocale } from '@educrowd/shared/messages/locale';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CONTENT_SCHEMA_VERSION } from '@educrowd/shared/content/content-schema';
import { parseContent } from '@educrowd/shared/content/parse-content';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { newId } from '@educrowd/shared/primitives/id';
import { must } from '@educrowd/shared/primitives/assert';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { firstPositions } from '@educrowd/shared/sync/order';
import { refusal } from '../../ipc/refusal.ts';
import type {
  ImportedContent,
  ImportedCourse,
  ImportedLesson,
  ImportedSection,
} from '../content/imported-course.ts';
import { resolveReferences, type ReferenceIds } from '../content/references.ts';
import { throwIfCancelled } from '../content/import-task.ts';
import type { MaterialRow } from '../materials/material-files.ts';

export interface PreparedCourse {
  readonly courseId: string;
  readonly course: JsonObject;
  /** Parents before what lies in them. */
  readonly sections: readonly JsonObject[];
  readonly lessons: readonly PreparedLesson[];
  readonly materials: readonly MaterialRow[];
}

export interface PreparedLesson {
  readonly lesson: JsonObject;
  readonly document: JsonObject & { readonly id: string };
  readonly state: Uint8Array;
}

export interface PrepareOptions {
  readonly courseId: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

interface Placed<Item> {
  readonly item: Item;
  readonly id: string;
  readonly parentId: string | null;
  readonly position: string;
}

/** The engine answers keystrokes in the same process. */
const HOLD_MS = 12;

export async function prepareCourse(
  imported: ImportedCourse,
  { courseId, signal, onProgress }: PrepareOptions,
): Promise<PreparedCourse> {
  const { sections, lessons } = placeItems(imported.sections);
  const materials = imported.materials.map((each) => ({ id: newId<'Material'>() as string, each }));
  const materialIds = new Map(materials.map(({ id, each }) => [each.key, id]));
  const ids = referenceIds(lessons, materialIds);
  const prepared: PreparedLesson[] = [];
  let heldSince = performance.now();
  for (const placed of lessons) {
    throwIfCancelled(signal);
    if (performance.now() - heldSince > HOLD_MS) {
      onProgress(prepared.length, lessons.length);
      await nextTurn();
      heldSince = performance.now();
    }
    prepared.push(prepareLesson(courseId, placed, ids));
  }
  return {
    courseId,
    course: {
      id: courseId,
      title: imported.title,
      ...(imported.description !== undefined && { summary: imported.description }),
      ...(imported.language !== undefined && { language: validLocale(imported.language) }),
      ...(imported.coverKey !== undefined && {
        coverMaterialId: must(materialIds.get(imported.coverKey), 'the material of the cover'),
      }),
    },
    sections: sections.map(({ item, id, parentId, position }) => ({
      id,
      courseId,
      parentId,
      title: item.title,
      position,
    })),
    lessons: prepared,
    materials: materials.map(({ id, each: { name, mimeType, sizeBytes, sha256 } }) => ({
      id,
      courseId,
      name,
      mimeType,
      sizeBytes,
      sha256,
    })),
  };
}

/** Every section and lesson with its new id and its place among its siblings. */
function placeItems(top: readonly ImportedSection[]) {
  const sections: Placed<ImportedSection>[] = [];
  const lessons: Placed<ImportedLesson>[] = [];
  const place = (items: readonly (ImportedSection | ImportedLesson)[], parentId: string | null): void => {
    const positions = firstPositions(items.length);
    for (const [index, item] of items.entries()) {
      const placed = {
        id: newId<'Item'>(),
        parentId,
        position: must(positions[index], 'a position for each item'),
      };
      if (item.kind === 'lesson') lessons.push({ ...placed, item });
      else {
        sections.push({ ...placed, item });
        place(item.children, placed.id);
      }
    }
  };
  place(top, null);
  return { sections, lessons };
}

function referenceIds(
  lessons: readonly Placed<ImportedLesson>[],
  materials: ReadonlyMap<string, string>,
): ReferenceIds {
  const lessonIds = new Map(lessons.map(({ item, id }) => [item.key, id]));
  return {
    materialId: (key) => must(materials.get(key), `material ${key}`),
    lessonId: (key) => must(lessonIds.get(key), `lesson ${key}`),
  };
}

function prepareLesson(courseId: string, placed: Placed<ImportedLesson>, ids: ReferenceIds): PreparedLesson {
  const { item, id, parentId, position } = placed;
  return {
    lesson: { id, courseId, sectionId: parentId, title: item.title, position },
    document: { id: newId<'Document'>(), courseId, lessonId: id, contentSchema: CONTENT_SCHEMA_VERSION },
    state: stateOf(item.title, item.content, ids),
  };
}

function stateOf(title: string, imported: ImportedContent, ids: ReferenceIds): Uint8Array {
  const content = parseContent(resolveReferences(imported, ids));
  if (content.ok) return createDocumentState(content.value);
  const why = content.failure.map((problem) => `${problem.path} ${problem.detail}`).join('; ');
  throw refusal('IMPORT_FAILED', 'refusals.importNotConverted', { title, why });
}
