import { childElements } from '../markup/markup.ts';
import { placeOf } from '../course-format.ts';
import { readSourceBytes, readSourceText, type SourceFile } from '../source/course-source.ts';
import { decodeText } from '../source/decode-text.ts';
import { clipped } from '../originals.ts';
import type { OlxCourse } from './olx-course.ts';
import { salvagedName, type Definition } from './olx-definition.ts';
import { isSetting } from './course-tree.ts';
import { UPDATES_FILE } from './course-updates.ts';

/** Puts every file and setting that did not enter the course into the report. */
export async function reportLeftovers(
  course: OlxCourse,
  { root, policyPath, lessonCount }: { root: Definition; policyPath: string | null; lessonCount: number },
): Promise<void> {
  const { source, report, definitions, task } = course;
  for (const element of root.element === null ? [] : childElements(root.element)) {
    if (!isSetting(element) || element.name.includes(':')) continue;
    const title = element.attributes.get('title') ?? element.attributes.get('slug') ?? '';
    report.leftOut({
      place: root.file,
      kind: element.name,
      what: `The ${element.name} “${clipped(title, 100)}” of the course was left out.`,
    });
  }
  const unusedXml = new Set(
    [...source.files.keys()].filter((path) => path.endsWith('.xml') && !definitions.usedFiles.has(path)),
  );
  for (const file of source.files.values()) {
    await task.step({ phase: 'convert', done: lessonCount, total: lessonCount });
    const { path } = file;
    if (definitions.usedFiles.has(path) || path === policyPath || EXPORTER.has(path)) continue;
    if (path.startsWith('static/')) report.item(path, 'file');
    else if (unusedXml.has(`${path.slice(0, path.lastIndexOf('.'))}.xml`) && !path.endsWith('.xml')) continue;
    else if (await isBlank(file, course)) continue;
    else report.leftOut({ place: await placeOfFile(file), ...leftOutReason(path) });
  }
}

/** With the name that people gave the element in it. */
async function placeOfFile(file: SourceFile): Promise<string> {
  if (!file.path.endsWith('.xml')) return file.path;
  const head = decodeText(await readSourceBytes(file, HEAD_BYTES))?.text ?? '';
  const name = salvagedName(head);
  return name === null ? file.path : placeOf([name], file.path);
}

const HEAD_BYTES = 4_096;

function leftOutReason(path: string): { kind: string; what: string } {
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  if (folder === 'drafts')
    return { kind: 'draft', what: 'It is a draft; only what was published was imported.' };
  if (path.endsWith('/grading_policy.json'))
    return { kind: 'grading', what: 'How the course was graded was left out.' };
  if (path === 'info/updates.html')
    return { kind: 'page', what: 'Open edX showed the list of news instead.' };
  if (path === UPDATES_FILE) return { kind: 'page', what: 'The list of news could not be read.' };
  if (folder === 'about' || folder === 'info' || folder === 'policies')
    return { kind: 'setting', what: 'There is no such setting here.' };
  if (path.endsWith('.xml'))
    return { kind: folder === '' ? 'file' : folder, what: 'Nothing in the course leads to it.' };
  return { kind: 'file', what: 'Nothing in the course leads to it.' };
}

/** Empty pages and the empty lists that an exporter writes. */
async function isBlank(file: SourceFile, { task }: OlxCourse): Promise<boolean> {
  if (file.sizeBytes > MAX_BLANK_BYTES) return false;
  const text = (await readSourceText(file, task.limits))?.text.trim();
  return text !== undefined && ['', '[]', '{}', '<ol></ol>', '<assets/>'].includes(text);
}

const MAX_BLANK_BYTES = 100;

/** What an exporter writes for importing it again: the names of the files, which the files have themselves. */
const EXPORTER = new Set(['policies/assets.json']);
