import { entityNamed } from '@educrowd/shared/synced-entities';
import type { ImportReport } from '../../ipc/import.ts';
import { refusal } from '../../ipc/refusal.ts';
import type { ImportedMaterial } from '../content/imported-course.ts';
import type { FileDraft } from '../materials/blob-files.ts';
import { addMaterial } from '../materials/material-files.ts';
import type { Workspace } from '../workspace.ts';
import { keepReport } from './import-reports.ts';
import type { PreparedCourse } from './prepare-course.ts';

const entities = {
  course: entityNamed('Course'),
  section: entityNamed('Section'),
  lesson: entityNamed('Lesson'),
  document: entityNamed('Document'),
};

export interface DraftFilesOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Copies the files of a course to where they can be taken over at once. Leaves nothing when it fails. */
export async function draftFiles(
  { files }: Pick<Workspace, 'files'>,
  materials: readonly ImportedMaterial[],
  { signal, onProgress }: DraftFilesOptions,
): Promise<FileDraft[]> {
  const drafts: FileDraft[] = [];
  try {
    for (const material of materials) {
      onProgress(drafts.length, materials.length);
      const draft = await files.draft(material.path, signal);
      drafts.push(draft);
      if (draft.sha256 !== material.sha256) {
        throw refusal('IMPORT_FAILED', 'refusals.importFileChanged', { name: material.name });
      }
    }
    return drafts;
  } catch (error) {
    await files.discard(drafts);
    throw error;
  }
}

/** Writes the whole course in one transaction: it is there completely, or not at all. */
export function saveCourse(workspace: Workspace, course: PreparedCourse, report: ImportReport): void {
  const { store, writer } = workspace;
  writer.write((write) => {
    write.create(entities.course, course.course);
    for (const material of course.materials) addMaterial(store, write, material);
    for (const section of course.sections) write.create(entities.section, section);
    for (const { lesson, document, state } of course.lessons) {
      write.create(entities.lesson, lesson);
      write.create(entities.document, document);
      write.append(document.id, state);
    }
    keepReport(store, report);
  });
}
