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
  let settings = 0;
  for (const file of source.files.values()) {
    const { path } = file;
    await task.step({ phase: 'convert', done: total, total });
    const material = materials.find(path);
    if (material !== undefined && (shown.has(material.key) || offered.has(path))) {
      kept.add(material.key);
      report.item(path, 'file');
    } else if (!used.has(path)) {
      const leftOut = (what: string): void => report.leftOut({ place: path, kind: 'file', what });
      if (forInstructors.has(path)) leftOut('It is for instructors only.');
      else if (doubled.has(path)) leftOut('Another part of the course says the same.');
      else if (await isSetting(file)) settings++;
      else leftOut('Nothing in the course leads to it.');
    }
  }
  if (settings > 0)
    report.leftOut({ place: SETTINGS_FOLDER, kind: 'settings', what: settingsLine(settings) });
  materials.keepOnly(kept);
}

/** One line for all of them: every cartridge of Canvas has them, and nobody has lost a thing that they would look for. */
const settingsLine = (count: number): string =>
  count === 1
    ? 'One settings file of Canvas has no counterpart here.'
    : `${count} settings files of Canvas have no counterpart here.`;

/** Canvas keeps its settings in a folder of their own, and those of a part in a file beside it. */
async function isSetting(file: SourceFile): Promise<boolean> {
  if (file.path === `${SETTINGS_FOLDER}canvas_export.txt`) return true;
  if (!/\.xml$/i.test(file.path)) return false;
  if (file.path.startsWith(SETTINGS_FOLDER)) return true;
  const head = decodeText(await readSourceBytes(file, HEAD_BYTES))?.text ?? '';
  return /<(?:topicMeta|quiz|assignment)\b/.test(head);
}

const SETTINGS_FOLDER = 'course_settings/';
const HEAD_BYTES = 1_024;
