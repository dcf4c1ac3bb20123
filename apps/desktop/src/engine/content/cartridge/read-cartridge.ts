import {
  descriptionOf,
  noteShortened,
  placeOf,
  titleOf,
  type CourseBuild,
  type CourseFormat,
} from '../course-format.ts';
import { coverOf } from '../course-cover.ts';
import type { ImportedCourse, ImportedLesson, ImportedSection } from '../imported-course.ts';
import { lessonsFrom } from '../lesson-content.ts';
import { referencesIn } from '../references.ts';
import { sourceWithin, type CourseSource } from '../source/course-source.ts';
import { readCanvasFacts } from './canvas-facts.ts';
import { WAS_HIDDEN, type CartridgeCourse } from './cartridge-course.ts';
import { createCartridgeLinks } from './cartridge-links.ts';
import { findManifest } from './find-manifest.ts';
import { readManifest } from './manifest.ts';
import { planCartridge, type PlannedLesson, type PlannedSection } from './plan-cartridge.ts';
import { reportFiles } from './report-files.ts';
import { addressBlocks, convertResource } from './resource-blocks.ts';

/** IMS Common Cartridge, as Canvas, Moodle, Blackboard, Sakai, Brightspace and others export their courses. */
export const cartridgeFormat: CourseFormat = async (source, task) => {
  const found = await findManifest(source, task);
  if (found === null) return null;
  const inFolder = sourceWithin(source, found.folder);
  const manifest = readManifest(found.root, inFolder.files);
  return { root: found.folder, read: (build) => readCartridge(inFolder, manifest, build) };
};

type ReadCourse = Omit<ImportedCourse, 'materials' | 'report'>;

async function readCartridge(
  source: CourseSource,
  manifest: ReturnType<typeof readManifest>,
  build: CourseBuild,
): Promise<ReadCourse> {
  const { task, report, materials } = build;
  const canvas = await readCanvasFacts(source, task);
  const title = titleOf(manifest.title ?? canvas.title, source.name);
  const plan = await planCartridge({ manifest, canvas, title, source, task });
  await materials.take([...source.files.values()].filter(({ path }) => !STRUCTURE.test(path)));
  const used = new Set<string>(['imsmanifest.xml', ...canvas.files]);
  const links = createCartridgeLinks(plan, materials, (path) => used.add(path));
  const course: CartridgeCourse = { ...build, source, manifest, canvas, links, used };

  const item = report.item(placeOf([title], 'imsmanifest.xml'), 'course');
  noteShortened(item, manifest.title);
  for (const note of manifest.notes) item.changed(note);
  const sections = await convertSections(plan.sections, { course, total: plan.lessonCount });

  const shown = new Set<string>();
  const collect = ({ children }: ImportedSection): void => {
    for (const child of children) {
      if (child.kind === 'section') collect(child);
      else for (const key of referencesIn(child.content).materials) shown.add(key);
    }
  };
  for (const section of sections) collect(section);
  const [picture] = manifest.resources.get(canvas.cover ?? '')?.files ?? [];
  const cover =
    canvas.cover === null ? {} : coverOf(item, picture ?? canvas.cover, materials.find(picture ?? ''));
  if (cover.coverKey !== undefined) shown.add(cover.coverKey);
  await reportFiles(course, shown, plan.lessonCount);

  const description = manifest.description ?? canvas.description;
  const language = (manifest.language ?? canvas.language ?? '').replaceAll('_', '-');
  return {
    format: 'common-cartridge',
    title,
    ...(description === null ? {} : { description: descriptionOf(item, description) }),
    ...(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/.test(language) ? { language } : {}),
    ...cover,
    sections:
      sections.length > 0 ? sections : [{ kind: 'section', key: 'section:course', title, children: [] }],
  };
}

/** Files that only the import reads. Pages are taken when a lesson leads to them. */
const STRUCTURE = /\.(?:xml|qti|x?html?)$/i;

async function convertSections(
  plans: readonly PlannedSection[],
  { course, total }: { course: CartridgeCourse; total: number },
): Promise<ImportedSection[]> {
  let done = 0;
  const convert = async (plan: PlannedSection, path: readonly string[]): Promise<ImportedSection> => {
    const sectionPath = [...path, plan.title];
    const item = course.report.item(placeOf(sectionPath), 'section');
    noteShortened(item, plan.statedTitle);
    if (plan.isHidden) item.changed(WAS_HIDDEN);
    const children: (ImportedSection | ImportedLesson)[] = [];
    for (const child of plan.children) {
      if (child.kind === 'section') children.push(await convert(child, sectionPath));
      else {
        await course.task.step({ phase: 'convert', done: done++, total });
        children.push(...(await convertLesson(child, sectionPath, course)));
      }
    }
    return { kind: 'section', key: plan.key, title: plan.title, children };
  };
  const sections: ImportedSection[] = [];
  for (const plan of plans) sections.push(await convert(plan, []));
  await course.task.step({ phase: 'convert', done: total, total });
  return sections;
}

const FOR_INSTRUCTORS = 'It was meant for instructors only; read it before learners get to see it.';

async function convertLesson(
  { key, title, statedTitle, resource, address, note, isHidden }: PlannedLesson,
  path: readonly string[],
  course: CartridgeCourse,
): Promise<ImportedLesson[]> {
  course.task.spend('elements', 1);
  const lessonPath = [...path, title];
  const item = course.report.item(placeOf(lessonPath), 'lesson');
  if (note !== null) item.changed(note);
  if (isHidden) item.changed(WAS_HIDDEN);
  if (resource?.isForInstructors === true) item.changed(FOR_INSTRUCTORS);
  noteShortened(item, statedTitle);
  const blocks =
    resource !== null
      ? await convertResource(resource, { course, path: lessonPath })
      : address === null
        ? []
        : addressBlocks(address, title, { part: { course, item, path: '' }, source: address });
  return lessonsFrom({ key, title, blocks }, { item, task: course.task });
}
