import type { CourseBuild, FoundCourse } from './course-format.ts';
import type { LossItem } from './loss-report.ts';
import type { CourseSource } from './source/course-source.ts';

/**
 * Puts what no format looked at into the report: what lies outside the folder of the course, what is hidden and not
 * shown by the course, and what was skipped. A folder is one line, whatever it holds.
 */
export function reportUnread(
  source: CourseSource,
  { root, others = [] }: FoundCourse,
  { report, materials }: CourseBuild,
): void {
  const inCourse = root === '' ? '' : `${root}/`;
  const outside: { path: string; parts: number }[] = [];
  const hidden: typeof outside = [];
  const kept = new Set(materials.list().map(({ key }) => key));
  for (const { path } of [...source.files.values(), ...source.hidden.values()]) {
    if (!path.startsWith(inCourse)) outside.push({ path, parts: partsShared(path, root) + 1 });
    else if (source.hidden.has(path) && !kept.has(materials.find(path.slice(inCourse.length))?.key ?? ''))
      hidden.push({ path, parts: path.split('/').findIndex((part) => part.startsWith('.')) + 1 });
  }
  for (const group of grouped(outside)) report.leftOut(outsideLoss(group, { root, others }));
  for (const { place, files } of grouped(hidden)) {
    report.leftOut(
      place.endsWith('/')
        ? {
            place,
            kind: 'folder',
            what: `A hidden folder: ${countOf(files, 'file')} that no lesson shows or links to.`,
          }
        : { place, kind: 'file', what: 'A hidden file that no lesson shows or links to.' },
    );
  }
  for (const { path, why } of source.skipped) report.leftOut({ place: path, kind: 'file', what: why });
}

interface Group {
  /** A folder ends with `/`. */
  place: string;
  files: number;
}

/** Files by the folder that the first `parts` parts of their path name, in the order in which they come. */
function grouped(files: readonly { path: string; parts: number }[]): Group[] {
  const counts = new Map<string, number>();
  for (const { path, parts } of files) {
    const all = path.split('/');
    const place = parts < all.length ? `${all.slice(0, parts).join('/')}/` : path;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return [...counts].map(([place, count]) => ({ place, files: count }));
}

/** How many folders a path has in common with the course's. */
function partsShared(path: string, root: string): number {
  const rootParts = root.split('/');
  const parts = path.split('/');
  const first = rootParts.findIndex((part, index) => part !== parts[index]);
  return first < 0 ? rootParts.length : first;
}

function outsideLoss(
  { place, files }: Group,
  { root, others }: { root: string; others: readonly string[] },
): LossItem {
  const courses = others.filter((other) => `${other}/`.startsWith(place)).length;
  if (courses > 0) {
    return {
      place,
      kind: courses === 1 ? 'course' : 'courses',
      what:
        courses === 1
          ? `Another course, in a folder of ${countOf(files, 'file')}; import its folder by itself.`
          : `${courses} other courses, in a folder of ${countOf(files, 'file')}; import each by itself.`,
    };
  }
  return place.endsWith('/')
    ? {
        place,
        kind: 'folder',
        what: `${countOf(files, 'file')} outside the folder of the course, “${root}”.`,
      }
    : { place, kind: 'file', what: `It lies outside the folder of the course, “${root}”.` };
}

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
