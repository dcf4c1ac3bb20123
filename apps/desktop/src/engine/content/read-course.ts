import type { CourseBuild, CourseFormat, FoundCourse } from './course-format.ts';
import { importRefusal } from './import-error.ts';
import { IMPORT_LIMITS, type ImportLimits } from './import-limits.ts';
import { createImportTask, throwIfCancelled, type ImportTask } from './import-task.ts';
import type { ImportedCourse, ImportProgress } from './imported-course.ts';
import { createLossRecorder } from './loss-report.ts';
import { markdownFormat } from './markdown/read-markdown.ts';
import { cartridgeFormat } from './cartridge/read-cartridge.ts';
import { createMaterials } from './materials.ts';
import { olxFormat } from './olx/read-olx.ts';
import { reportUnread } from './report-unread.ts';
import { openSource } from './source/open-source.ts';
import type { CourseSource } from './source/course-source.ts';
import { unsupportedFormats } from './unsupported-formats.ts';

/** In the order in which they are asked; Markdown comes last, because every course may hold some. */
const FORMATS: readonly CourseFormat[] = [cartridgeFormat, olxFormat, unsupportedFormats, markdownFormat];

export interface ReadCourseOptions {
  /** An empty or missing folder for what must be unpacked. The caller removes it once the materials are copied. */
  workDir: string;
  limits?: Partial<ImportLimits>;
  signal?: AbortSignal;
  onProgress?: (progress: ImportProgress) => void;
}

/**
 * Reads a course from a folder or an archive (tar, tar.gz, zip), told apart by content. Throws `ImportError` and nothing
 * else for whatever the files hold. Writes only below `workDir`, and leaves nothing there when it fails. What is given
 * back is complete: nothing has been stored yet.
 */
export async function readCourse(sourcePath: string, options: ReadCourseOptions): Promise<ImportedCourse> {
  const task = createImportTask({
    limits: { ...IMPORT_LIMITS, ...options.limits },
    signal: options.signal ?? new AbortController().signal,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const opened = await openSource(sourcePath, options.workDir, task);
  const materials = createMaterials(options.workDir, task);
  try {
    const found = await courseIn(opened.source, task);
    const report = createLossRecorder(task);
    const build: CourseBuild = { task, report, materials };
    const course = await found.read(build);
    reportUnread(opened.source, found, build);
    await materials.flush();
    throwIfCancelled(task.signal);
    return { ...course, materials: materials.list(), report: report.finish() };
  } catch (error) {
    await materials.discard();
    await opened.discard();
    throwIfCancelled(task.signal);
    throw error;
  }
}

async function courseIn(source: CourseSource, task: ImportTask): Promise<FoundCourse> {
  for (const format of FORMATS) {
    const found = await format(source, task);
    if (found !== null) return found;
  }
  throw importRefusal(
    { code: 'not-a-course', details: { files: source.files.size } },
    source.files.size === 0 ? 'importErrors.noFiles' : 'importErrors.noCourse',
    { name: source.name },
  );
}
