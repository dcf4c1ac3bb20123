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
  const kept = new Set(shown);
  for (const { path } of source.files.values()) {
    await task.step({ phase: 'convert', done: total, total });
    const material = materials.find(path);
    if (material !== undefined && (shown.has(material.key) || offered.has(path))) {
      kept.add(material.key);
      report.item(path, 'file');
    } else if (!used.has(path)) {
      const what = doubled.has(path) ? 'Another part of the course says the same.' : reasonOf(path);
      report.leftOut({ place: path, kind: 'file', what });
    }
  }
  for (const { path, why } of source.skipped) report.leftOut({ place: path, kind: 'file', what: why });
  materials.keepOnly(kept);
}

function reasonOf(path: string): string {
  if (path.startsWith('course_settings/')) return 'There is no such setting here.';
  if (/(?:assessment_meta\.xml|topicMeta)/i.test(path)) return 'There is no such setting here.';
  return 'Nothing in the course leads to it.';
}
