import {
  descriptionOf,
  noteShortened,
  placeOf,
  titleOf,
  type CourseBuild,
  type CourseFormat,
} from '../course-format.ts';
import { coverOf } from '../course-cover.ts';
import { importRefusal, type ImportError } from '../import-error.ts';
import type { ImportedCourse, ImportedLesson, ImportedSection } from '../imported-course.ts';
import { parseXml, XmlError } from '../markup/parse-xml.ts';
import type { MarkupElement } from '../markup/markup.ts';
import { readSourceText, sourceWithin, type CourseSource } from '../source/course-source.ts';
import { convertLesson } from './convert-lesson.ts';
import { readCoursePages, readDescription } from './course-pages.ts';
import { planCourse, type SectionPlan } from './course-plan.ts';
import { hasStrayText, readTree, type OlxContainer } from './course-tree.ts';
import { findCourseRoot, findOtherCourses, type CourseRoot } from './find-course-root.ts';
import { reportLeftovers } from './leftovers.ts';
import type { OlxCourse } from './olx-course.ts';
import { createDefinitions } from './olx-definition.ts';
import { createOlxLinks } from './olx-links.ts';
import { displayNameOf, olxTitle } from './olx-names.ts';
import { groupNamesOf, readPolicy } from './olx-policy.ts';
import { isDefault, settingNotes } from './olx-settings.ts';

/** Open edX: a course as its Studio exports it (OLX), or written by hand; also a library of problems. */
export const olxFormat: CourseFormat = async (source, task) => {
  const root = await findCourseRoot(source, task);
  if (root === null) return null;
  return {
    root: root.folder,
    others: await findOtherCourses(source, root, task),
    read: (build) => readOlxCourse(sourceWithin(source, root.folder), root, build),
  };
};

type ReadCourse = Omit<ImportedCourse, 'materials' | 'report'>;

async function readOlxCourse(
  source: CourseSource,
  root: CourseRoot,
  build: CourseBuild,
): Promise<ReadCourse> {
  const { task, report, materials } = build;
  const rootElement = await readRootElement(source, root.fileName, build);
  const {
    policy,
    path: policyPath,
    problem,
  } = await readPolicy(source, rootElement.attributes.get('url_name') ?? null, task);
  const definitions = createDefinitions(source, policy, build);
  definitions.markUsed(root.fileName);
  const tree = await readTree({ element: rootElement, file: root.fileName }, definitions);
  if (tree.kind !== 'container' || tree.definition.trouble !== null) throw unreadable(tree, source);
  const { definition } = tree;

  await materials.take([...source.files.values()].filter(({ path }) => path.startsWith('static/')));
  const plan = planCourse(tree);
  const groups = groupNamesOf(definition.attributes.get('user_partitions'));
  const links = createOlxLinks(source, plan.lessonKeys, build);
  const course: OlxCourse = { ...build, source, definitions, links, groups };

  const title = titleOf(displayNameOf(definition), nameOfCourse(rootElement) ?? source.name);
  const item = report.item(placeOf([title], definition.file), root.kind);
  noteShortened(item, displayNameOf(definition));
  for (const note of [
    ...definition.notes,
    ...(problem === null ? [] : [problem]),
    ...settingNotes(definition.attributes, groups, KNOWN),
  ]) {
    item.changed(note);
  }
  const sections = await convertSections(plan.sections, { course, title, total: plan.lessonCount });
  const pages = await readCoursePages(course, definition);
  const description = await readDescription(course);
  await reportLeftovers(course, { root: definition, policyPath, lessonCount: plan.lessonCount });

  const image = definition.attributes.get('course_image') ?? '';
  const language = definition.attributes.get('language') ?? '';
  const all = pages === null ? sections : [...sections, pages];
  return {
    format: root.kind === 'library' ? 'olx-library' : 'olx',
    title,
    ...(description === null ? {} : { description: descriptionOf(item, description) }),
    ...(/^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$/.test(language)
      ? { language: language.replaceAll('_', '-') }
      : {}),
    ...(isDefault(image) ? {} : coverOf(item, image, links.file(image))),
    sections: all.length > 0 ? all : [{ kind: 'section', key: 'section:course', title, children: [] }],
  };
}

const KNOWN = new Set(['language', 'course_image', 'tabs', 'library', 'tags', 'user_partitions']);

async function readRootElement(
  source: CourseSource,
  fileName: string,
  { task }: CourseBuild,
): Promise<MarkupElement> {
  const file = source.files.get(fileName);
  const text = (file === undefined ? null : await readSourceText(file, task.limits))?.text ?? '';
  task.spend('textBytes', text.length);
  task.spend('tags', text.split('<').length - 1);
  try {
    return parseXml(text, task.limits);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw importRefusal(
      { code: 'invalid-course', details: { file: fileName, line: error.line, reason: error.reason } },
      'importErrors.rootDamaged',
      { file: fileName, line: String(error.line), reason: error.reason },
    );
  }
}

function unreadable(tree: Awaited<ReturnType<typeof readTree>>, source: CourseSource): ImportError {
  const why = tree.kind === 'container' ? (tree.definition.trouble?.why ?? '') : '';
  return importRefusal(
    {
      code: 'invalid-course',
      details: {
        course: source.name,
      },
    },
    'importErrors.courseUnreadable',
    { why },
  );
}

/** "edX DemoX" from the address of a course that has no name. */
function nameOfCourse({ attributes }: MarkupElement): string | null {
  const parts = ['org', 'course', 'library'].flatMap((name) => attributes.get(name) ?? []);
  return parts.length === 0 ? null : parts.join(' ');
}

async function convertSections(
  plans: readonly SectionPlan[],
  { course, title, total }: { course: OlxCourse; title: string; total: number },
): Promise<ImportedSection[]> {
  let done = 0;
  const convert = async (
    plan: SectionPlan,
    path: readonly string[],
    number: number,
  ): Promise<ImportedSection> => {
    const sectionTitle = plan.node === null ? title : olxTitle(plan.node.definition, `Section ${number}`);
    const sectionPath = [...path, sectionTitle];
    if (plan.node === null || plan.node.definition.trouble === null)
      reportSection(plan.node, sectionPath, course);
    const children: (ImportedSection | ImportedLesson)[] = [];
    for (const [index, child] of plan.children.entries()) {
      if (child.kind === 'section') children.push(await convert(child, sectionPath, index + 1));
      else {
        await course.task.step({ phase: 'convert', done: done++, total });
        children.push(...(await convertLesson(child, { course, path: sectionPath, number: index + 1 })));
      }
    }
    return { kind: 'section', key: plan.key, title: sectionTitle, children };
  };
  const sections: ImportedSection[] = [];
  for (const [index, plan] of plans.entries()) sections.push(await convert(plan, [], index + 1));
  await course.task.step({ phase: 'convert', done: total, total });
  return sections;
}

function reportSection(node: OlxContainer | null, path: readonly string[], course: OlxCourse): void {
  const item = course.report.item(
    placeOf(path, node?.definition.file),
    node?.definition.category ?? 'section',
  );
  if (node === null) return;
  noteShortened(item, displayNameOf(node.definition));
  for (const note of [...node.definition.notes, ...settingNotes(node.definition.attributes, course.groups)])
    item.changed(note);
  if (hasStrayText(node)) item.changed('Text between its parts, which Open edX did not show, was left out.');
}
