import type { BlockNode } from '@educrowd/shared/content/content-json';

import { append } from '../append.ts';
import { noteShortened, placeOf, titleOf } from '../course-format.ts';
import type { ImportedLesson } from '../imported-course.ts';
import { lessonsFrom } from '../lesson-content.ts';
import type { ItemRecord } from '../loss-report.ts';
import { textOf } from '../markup/markup.ts';
import { clipped } from '../originals.ts';
import { convertComponent } from './convert-component.ts';
import { hasStrayText, type OlxContainer, type OlxNode } from './course-tree.ts';
import type { LessonPlan } from './course-plan.ts';
import { keepWhole, type OlxCourse } from './olx-course.ts';
import type { Definition } from './olx-definition.ts';
import { componentName, displayNameOf, olxTitle } from './olx-names.ts';
import { parseJson } from './olx-policy.ts';
import { settingNotes } from './olx-settings.ts';

/** A unit, or a component that stands outside one, as one lesson; as several where it is too long for one. */
export async function convertLesson(
  plan: LessonPlan,
  { course, path, number }: { course: OlxCourse; path: readonly string[]; number: number },
): Promise<ImportedLesson[]> {
  const { node, key } = plan;
  const title = await titleOfLesson(node, number, course);
  const lessonPath = [...path, title];
  const file = node.kind === 'container' ? node.definition.file : node.standing.file;
  const item = course.report.item(placeOf(lessonPath, file), 'lesson');
  if (node.kind === 'container') noteShortened(item, displayNameOf(node.definition));
  const walk: Walk = { course, path: lessonPath, numbers: new Map(), level: 2 };
  const isUnit =
    node.kind === 'container' &&
    (node.definition.category === 'vertical' || node.definition.trouble !== null);
  const blocks = isUnit ? await convertContents(node, item, walk) : await convertNode(node, walk);
  return lessonsFrom({ key, title, blocks }, { item, task: course.task });
}

interface Walk {
  course: OlxCourse;
  path: readonly string[];
  /** How many components of each category came before. */
  numbers: Map<string, number>;
  /** Of the headings of groups. */
  level: 2 | 3 | 4;
}

async function titleOfLesson(node: OlxNode, number: number, course: OlxCourse): Promise<string> {
  if (node.kind === 'container') return olxTitle(node.definition, `Lesson ${number}`);
  const definition = await course.definitions.resolve(node.standing);
  return titleOf(displayNameOf(definition), componentName(definition.category));
}

async function convertNode(node: OlxNode, walk: Walk): Promise<BlockNode[]> {
  const category = node.kind === 'container' ? node.definition.category : node.standing.element.name;
  const number = (walk.numbers.get(category) ?? 0) + 1;
  walk.numbers.set(category, number);
  const label = `${category} ${number}`;
  if (node.kind === 'component')
    return convertComponent(node.standing, { course: walk.course, path: [...walk.path, label] });
  const item = walk.course.report.item(placeOf([...walk.path, label], node.definition.file), category);
  const heading = displayNameOf(node.definition);
  const blocks = await convertContents(node, item, walk);
  return heading === null || node.definition.trouble !== null || node.children.length === 0
    ? blocks
    : [headingOf(heading, walk.level), ...blocks];
}

/** What a container holds, one after the other. */
async function convertContents(container: OlxContainer, item: ItemRecord, walk: Walk): Promise<BlockNode[]> {
  const { definition, children } = container;
  const { element, trouble, category } = definition;
  const component = { course: walk.course, definition, item };
  for (const note of definition.notes) item.changed(note);
  if (trouble !== null) {
    const label = displayNameOf(definition) ?? definition.urlName ?? componentName(category);
    return keepWhole(component, { kind: category, label, source: trouble.source, why: trouble.why });
  }
  const meaning = MEANINGS[category];
  if (meaning !== undefined && children.length === 0) {
    const label = displayNameOf(definition) ?? componentName(category);
    return keepWhole(component, {
      kind: category,
      label,
      source: element?.source ?? '',
      why: 'It holds nothing that could be shown.',
    });
  }
  if (meaning !== undefined) item.changed(meaning(definition, children.length));
  for (const note of settingNotes(definition.attributes, walk.course.groups, KNOWN)) item.changed(note);

  const blocks: BlockNode[] = [];
  if (hasStrayText(container) && element !== null) {
    item.changed('Text between its parts, which Open edX did not show, was kept.');
    blocks.push({
      type: 'paragraph',
      content: [{ type: 'text', text: clipped(strayText(definition), 50_000) || '…' }],
    });
  }
  const groupNames = groupNamesOf(definition, walk.course);
  const deeper: Walk = { ...walk, level: walk.level === 2 ? 3 : 4 };
  for (const child of children) {
    if (child.kind === 'container' && groupNames !== null) {
      const name = groupNames(child.definition) ?? displayNameOf(child.definition);
      if (name !== null) blocks.push(headingOf(name, deeper.level));
      const childItem = walk.course.report.item(
        placeOf([...walk.path, name ?? child.definition.category], child.definition.file),
        child.definition.category,
      );
      append(blocks, await convertContents(child, childItem, deeper));
    } else
      append(blocks, await convertNode(child, category === 'vertical' && walk.level === 2 ? walk : deeper));
  }
  return blocks;
}

const strayText = ({ element }: Definition): string =>
  (element?.children ?? [])
    .flatMap((child) => (child.kind === 'text' ? [textOf(child).replaceAll(/\s+/g, ' ').trim()] : []))
    .filter((text) => text !== '')
    .join(' ');

const headingOf = (text: string, level: 2 | 3 | 4): BlockNode => ({
  type: 'heading',
  attrs: { level },
  content: [{ type: 'text', text: clipped(text, 500) }],
});

/** What Open edX did with the parts of a group, for the report. */
const MEANINGS: Readonly<Record<string, (definition: Definition, count: number) => string>> = {
  split_test: () => 'Open edX showed each learner one of its groups; now all are shown.',
  library_content: (definition, count) => randomNote(definition, count),
  legacy_library_content: (definition, count) => randomNote(definition, count),
  itembank: (definition, count) => randomNote(definition, count),
  conditional: () => 'It was shown only on a condition; now it always is.',
  randomize: () => 'Open edX showed each learner one of its parts at random; now all are shown.',
};

function randomNote({ attributes }: Definition, count: number): string {
  const shown = attributes.get('max_count') ?? '1';
  return `Open edX showed each learner ${shown === '-1' ? 'these' : clipped(shown, 10)} of ${count} at random; now all are shown.`;
}

const KNOWN = new Set([
  'max_count',
  'group_id_to_child',
  'user_partition_id',
  'source_library_id',
  'source_library_version',
]);

/** The groups of an experiment by the name of the unit that they were shown. */
function groupNamesOf(
  { category, attributes }: Definition,
  { groups }: OlxCourse,
): ((child: Definition) => string | null) | null {
  if (category !== 'split_test') return null;
  const children = parseJson(attributes.get('group_id_to_child') ?? '');
  const partition = attributes.get('user_partition_id') ?? '';
  return ({ urlName }) => {
    if (typeof children !== 'object' || children === null || urlName === null) return null;
    const entry = Object.entries(children).find(
      ([, child]) =>
        typeof child === 'string' && new RegExp(`[/@]${urlName.replaceAll(/\W/g, '.')}$`).test(child),
    );
    return entry === undefined ? null : groups.nameOf(partition, entry[0]);
  };
}
