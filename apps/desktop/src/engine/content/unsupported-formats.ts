import type { CourseFormat } from './course-format.ts';
import { ImportError } from './import-error.ts';

/** Courses that are recognised only to say plainly that they cannot be read yet. */
export const unsupportedFormats: CourseFormat = (source) => {
  for (const [file, name] of MANIFESTS) {
    const isHere = [...source.files.keys()].some(
      (path) =>
        path === file || (/^[^/]+$/.test(path.slice(0, -file.length - 1)) && path.endsWith(`/${file}`)),
    );
    if (isHere) {
      throw new ImportError(
        'unsupported-format',
        `“${source.name}” is ${name}. These can't be imported yet.`,
        { file },
      );
    }
  }
  return Promise.resolve(null);
};

const MANIFESTS = [
  ['imsmanifest.xml', 'an IMS package of another kind than Common Cartridge (QTI or SCORM)'],
  ['moodle_backup.xml', 'a Moodle backup'],
] as const;
