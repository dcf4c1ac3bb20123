import { readSourceBytes, type SourceFile } from '../source/course-source.ts';
import { decodeText } from '../source/decode-text.ts';
import type { CartridgeCourse } from './cartridge-course.ts';

/** Puts every file into the report: those that came along, and those that nothing in the course needs. */
export async function reportFiles(
  course: CartridgeCourse,
  shown: ReadonlySet<string>,
  total: number,
): Promise<void> {
  const { source, report, materials, manifest, used, task } = course;
  // What a cartridge offers as its own content came along even if no lesson leads to it yet.
  const offered = new Set(
    [...manifest.resources.values()]
      .filter(({ type, isForInstructors }) => /^webcontent$/i.test(type) && !isForInstructors)
      .flatMap(({ files }) => files),
  );
  const doubled = new Set(
    [...manifest.resources.values()]
      .filter(({ insteadOf }) => insteadOf !== null && manifest.resources.has(insteadOf))
      .flatMap(({ files }) => files),
  );
  const forInstructors = new Set(
    [...manifest.resources.values()]
      .filter(({ isForInstructors }) => isForInstructors)
      .flatMap(({ files }) => files),
  );
  const kept = new Set(shown);
  for (const file of source.files.values()) {
    const { path } = file;
    await task.step({ phase: 'convert', done: total, total });
    const material = materials.find(path);
    if (material !== undefined && (shown.has(material.key) || offered.has(path))) {
      kept.add(material.key);
      report.item(path, 'file');
    } else if (!used.has(path)) {
      const what = forInstructors.has(path)
        ? 'It is for instructors only.'
        : doubled.has(path)
          ? 'Another part of the course says the same.'
          : await reasonOf(file);
      report.leftOut({ place: path, kind: 'file', what });
    }
  }
  for (const { path, why } of source.skipped) report.leftOut({ place: path, kind: 'file', what: why });
  materials.keepOnly(kept);
}

/** Canvas keeps the settings of a part in a file beside it. */
async function reasonOf(file: SourceFile): Promise<string> {
  const isSetting =
    file.path.startsWith('course_settings/') ||
    (/\.xml$/i.test(file.path) &&
      /<(?:topicMeta|quiz|assignment)\b/.test(
        decodeText(await readSourceBytes(file, HEAD_BYTES))?.text ?? '',
      ));
  return isSetting ? 'There is no such setting here.' : 'Nothing in the course leads to it.';
}

const HEAD_BYTES = 1_024;
