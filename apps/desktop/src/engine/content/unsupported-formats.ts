import type { CourseFormat } from './course-format.ts';
import { importRefusal } from './import-error.ts';

/** Courses that are recognised only to say plainly that they cannot be read yet. */
export const unsupportedFormats: CourseFormat = (source) => {
  for (const [file, reason] of MANIFESTS) {
    const isHere = [...source.files.keys()].some(
      (path) =>
        path === file || (/^[^/]+$/.test(path.slice(0, -file.length - 1)) && path.endsWith(`/${file}`)),
    );
    if (isHere) {
      throw importRefusal({ code: 'unsupported-format', details: { file } }, reason, { name: source.name });
    }
  }
  return Promise.resolve(null);
};

const MANIFESTS = [
  ['imsmanifest.xml', 'importErrors.imsPackage'],
  ['moodle_backup.xml', 'importErrors.moodleBackup'],
] as const;
