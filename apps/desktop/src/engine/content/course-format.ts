import type { ImportTask } from './import-task.ts';
import type { ImportedCourse } from './imported-course.ts';
import type { ItemRecord, LossRecorder } from './loss-report.ts';
import type { Materials } from './materials.ts';
import { onOneLine } from './one-line.ts';
import { clipped } from './originals.ts';
import type { CourseSource } from './source/course-source.ts';

/**
 * One course format. Looks at the files and finds a course of its kind, judged by what they hold; null when they are
 * something else. Throws `ImportError` for what it knows and cannot read.
 */
export type CourseFormat = (source: CourseSource, task: ImportTask) => Promise<FoundCourse | null>;

export interface FoundCourse {
  /** Its folder within the source, `''` for all of it. The report tells what lies outside without the format's doing. */
  root: string;
  /** Folders of further courses outside that one. */
  others?: readonly string[];
  /** Reads the course. Every file within `root` that it does not report was skipped or is hidden. */
  read(build: CourseBuild): Promise<Omit<ImportedCourse, 'materials' | 'report'>>;
}

/** What every format needs to build a course. */
export interface CourseBuild {
  readonly task: ImportTask;
  readonly report: LossRecorder;
  readonly materials: Materials;
}

/** What the fields of a course hold, in UTF-16 code units; the entities in `shared/courses` state the same. */
const MAX_TITLE_LENGTH = 300;
const MAX_DESCRIPTION_LENGTH = 4_000;

/** "Week 1 › Intro › problem 3 (problem/a1.xml, line 4)". */
export function placeOf(path: readonly string[], file?: string, line?: number | null): string {
  const inFile =
    file === undefined ? '' : line === undefined || line === null ? ` (${file})` : ` (${file}, line ${line})`;
  return `${path.join(' › ')}${inFile}`;
}

/** A title as the database takes it, or the fallback where there is none. */
export function titleOf(title: string | null | undefined, fallback: string): string {
  const visible = (text: string): string => clipped(onOneLine(text), MAX_TITLE_LENGTH).trim();
  return visible(title ?? '') || visible(fallback) || 'Untitled';
}

/** Tells the item of a section or lesson when not all of its title is there. */
export function noteShortened(item: ItemRecord, title: string | null | undefined): void {
  if (onOneLine(title ?? '').length > MAX_TITLE_LENGTH)
    item.changed('Its title was too long and was shortened.');
}

/** The description as the database takes it; the item of the course tells when not all of it is there. */
export function descriptionOf(item: ItemRecord, description: string): string {
  if (description.length > MAX_DESCRIPTION_LENGTH)
    item.changed('Its description was too long and was shortened.');
  return clipped(description, MAX_DESCRIPTION_LENGTH);
}
