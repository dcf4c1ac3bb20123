/** Assignments: the task, and how Canvas would have rated what is handed in. */
import type { BlockNode } from '@educrowd/shared/content/content-json';

import { boldParagraph } from '../markup/block-rules.ts';
import { plainTextOf, textOf, type MarkupElement } from '../markup/markup.ts';
import { clipped } from '../originals.ts';
import { textItem } from '../question-blocks.ts';
import { readSourceText } from '../source/course-source.ts';
import { htmlBlocks, keepWhole, textBlocks, type CartridgeCourse, type Part } from './cartridge-course.ts';
import { childCalled, firstCalled, readXmlFile } from './cartridge-xml.ts';
import type { Resource } from './manifest.ts';
import { canvasDatesOf } from './quiz-settings.ts';
import {
  attachmentBlocks,
  fileOf,
  missing,
  partOf,
  statedTitle,
  type ResourceContext,
} from './resource-context.ts';

export async function assignmentBlocks(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
  const { course } = context;
  const settings =
    resource.files.find((path) => /(?:assignment|assignment_settings)\.xml$/i.test(path)) ??
    resource.files[0];
  const file = fileOf(settings, context);
  if (file === undefined || settings === undefined) return missing(resource, 'assignment', context);
  const part = partOf(settings, 'assignment', context);
  const xml = await readXmlFile(file, course.task);
  if (xml.root === null)
    return keepWhole(part, {
      kind: 'assignment',
      label: context.path.at(-1) ?? '',
      source: xml.source,
      why: xml.why,
    });
  const { root } = xml;
  if (xml.doubt !== null) part.item.changed(xml.doubt);
  const stated = textsOf(root, part);
  const blocks = stated.length > 0 ? stated : await pageBeside(resource, part);
  part.item.changed('The task can be read; nobody is asked to hand anything in, and no points are given.');
  for (const date of canvasDatesOf(root)) part.item.changed(date);
  return [
    ...statedTitle(root, context),
    ...blocks,
    ...attachmentBlocks(root, part),
    ...rubricBlocks(root, course),
  ];
}

/** The task, and what its author tells those who teach. */
function textsOf(root: MarkupElement, part: Part): BlockNode[] {
  const blocksOf = (name: string): BlockNode[] => {
    const text = childCalled(root, name);
    return text ? textBlocks(textOf(text), text.attributes.get('texttype'), part) : [];
  };
  const task = blocksOf('text');
  const content = blocksOf('instructor_text');
  if (content.length === 0) return task;
  part.item.changed('A note for instructors is part of the lesson now; everyone sees it.');
  return [
    ...task,
    { type: 'callout', attrs: { kind: 'note' }, content: [boldParagraph('For the instructor'), ...content] },
  ];
}

/** Older exports of Canvas keep the text of an assignment in a page beside its settings. */
async function pageBeside(resource: Resource, part: Part): Promise<BlockNode[]> {
  const { course } = part;
  const path = resource.files.find((each) => /\.html?$/i.test(each));
  const file = path === undefined ? undefined : course.source.files.get(path);
  if (path === undefined || file === undefined || file.sizeBytes > course.task.limits.pageBytes) return [];
  course.used.add(path);
  const decoded = await readSourceText(file, course.task.limits);
  if (decoded === null) return [];
  if (decoded.doubt !== null) part.item.changed(decoded.doubt);
  return htmlBlocks(decoded.text, { ...part, path });
}

function rubricBlocks(root: MarkupElement, { canvas }: CartridgeCourse): BlockNode[] {
  const id = firstCalled(root, 'rubric_identifierref');
  const rubric = id && canvas.rubrics.get(plainTextOf(id));
  if (!rubric) return [];
  const items = rubric.criteria.map(({ name, points, ratings }) =>
    textItem(clipped(`${name}${points === '' ? '' : ` (${points})`}: ${ratings.join(' · ')}`, 10_000)),
  );
  return items.length === 0
    ? []
    : [boldParagraph(clipped(rubric.title, 300)), { type: 'bulletList', content: items }];
}
