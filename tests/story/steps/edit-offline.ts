/** What a teacher does with a new course on a train: names, order, text, and the wish to publish it. */
import { contentSchema } from '@educrowd/shared/content/content-schema';
import { must } from '@educrowd/shared/primitives/assert';
import type { Outline } from '../../../apps/desktop/src/ipc/courses.ts';
import { countWaiting } from '../../support/device-records.ts';
import type { Device } from '../../support/engine-driver.ts';
import { addParagraph, beginText, openTypist, type Typist } from '../../support/typist.ts';
import { waitUntil } from '../../support/waits.ts';
import { readDeviceView } from '../../support/workspace-view.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

export interface Edited {
  /** Texts that can be edited, the one of the new lesson last. */
  readonly documentIds: readonly string[];
  /** A lesson that is not in Trash, with a text that can be edited. */
  readonly lessonId: string;
}

const MAX_TITLE = 300;
/** Lessons that are looked at for texts to edit. */
const MAX_TEXTS = 3;

export async function editOffline(
  story: Story,
  { device }: Cast,
  courseId: string,
): Promise<StepResult<Edited>> {
  const { courses } = device.client;
  const { canary } = story;
  const before = await courses.outline({ courseId });
  const titled = (title: string): string =>
    `${title.slice(0, MAX_TITLE - canary.length - 3).toWellFormed()} · ${canary}`;

  await courses.patchCourse({
    courseId,
    patch: { title: titled(before.course.title), summary: `About ${canary}.` },
  });
  const renamed = [before.sections[0], before.lessons[0]].filter((item) => item !== undefined);
  for (const { kind, id, title } of renamed) await courses.rename({ kind, id, title: titled(title) });
  const moves = await reorder(device, before);

  const { id: sectionId } = await courses.createSection({
    courseId,
    parentId: null,
    title: `New ${canary}`,
    afterId: null,
  });
  const made = await courses.createLesson({
    sectionId,
    title: `Written on a train ${canary}`,
    afterId: null,
  });
  const texts = await editableTexts(device, before);
  for (const [index, typist] of texts.entries()) {
    await typist.edit(addParagraph(`${canary} reads text ${index + 1}.`, index === 0 ? 0 : 1));
    typist.close();
  }
  await writeNewText(device, made.documentId, canary);
  await courses.publish({ courseId });

  const documentIds = [...texts.map(({ documentId }) => documentId), made.documentId];
  demand(await missing(device, { courseId, canary, documentIds, renamed: renamed.map(({ id }) => id) }));
  const { pill } = await device.client.sync.status();
  if (pill.state === 'synced') throw new Error('The pill says that everything is synced, without a network.');
  const edited = `${renamed.length + 1} renamed, ${moves} moved, 2 made, ${documentIds.length} texts edited`;
  return {
    value: { documentIds, lessonId: made.id },
    counted: `${edited}, publishing queued; ${countWaiting(device)} changes wait`,
  };
}

/** The last section goes first, and the last lesson of the first section that has two goes to its beginning. */
async function reorder({ client }: Device, { sections, lessons }: Outline): Promise<number> {
  const top = sections.filter(({ parentId }) => parentId === null);
  const last = top.at(-1);
  let moves = 0;
  if (last && top.length > 1) {
    await client.courses.move({ kind: 'section', id: last.id, parentId: null, afterId: null });
    moves += 1;
  }
  const bySection = Map.groupBy(lessons, ({ sectionId }) => sectionId);
  const [sectionId, siblings = []] = [...bySection].find(([, items]) => items.length > 1) ?? [];
  const lesson = siblings.at(-1);
  if (sectionId !== undefined && lesson) {
    await client.courses.move({ kind: 'lesson', id: lesson.id, parentId: sectionId, afterId: null });
    moves += 1;
  }
  return moves;
}

/** Opens the first imported texts that this version may edit. */
async function editableTexts(device: Device, { lessons }: Outline): Promise<Typist[]> {
  const typists: Typist[] = [];
  for (const { documentId } of lessons) {
    if (typists.length === MAX_TEXTS) break;
    const { readOnly } = await device.client.documents.open({ documentId });
    if (!readOnly) typists.push(await openTypist(device, documentId, 1 + typists.length));
  }
  return typists;
}

/** Types, splits, makes a heading and something bold. */
async function writeNewText(device: Device, documentId: string, canary: string): Promise<void> {
  const typist = await openTypist(device, documentId, 100);
  await typist.edit(beginText('T'));
  for (const letter of `he story of ${canary}`) {
    await typist.edit((transform) =>
      transform.insert(transform.doc.content.size - 1, contentSchema.text(letter)),
    );
  }
  const heading = must(contentSchema.nodes.heading, 'heading').create(
    { level: 2 },
    contentSchema.text(`On ${canary}`),
  );
  await typist.edit((transform) => transform.insert(0, heading));
  await typist.edit(addParagraph(`Bold ${canary}`, 1));
  await typist.edit((transform) => {
    const end = transform.doc.content.size - 1;
    transform.addMark(end - canary.length, end, contentSchema.mark('bold'));
  });
  typist.close();
}

interface Expected {
  readonly courseId: string;
  readonly canary: string;
  readonly documentIds: readonly string[];
  readonly renamed: readonly string[];
}

/** What the app does not show or find of all this. */
async function missing(
  device: Device,
  { courseId, canary, documentIds, renamed }: Expected,
): Promise<string[]> {
  const { course, sections, lessons } = await device.client.courses.outline({ courseId });
  const titles = new Map([...sections, ...lessons].map(({ id, title }) => [id, title]));
  const { texts } = readDeviceView(device.name, device.databasePath());
  const hits = await waitUntil<number>('search finds what was written', async () => {
    const found = await device.client.search.find({ text: canary, limit: 100 });
    return found.length > documentIds.length ? { done: found.length } : { seen: `${found.length} hits` };
  });
  return [
    ...(course.title.includes(canary) ? [] : ['the course has its old title']),
    ...(course.status === 'published' ? [] : [`the course is shown as ${course.status}`]),
    ...(course.pending ? [] : ['the course does not say that it waits']),
    ...renamed.filter((id) => !titles.get(id)?.includes(canary)).map((id) => `${id} has its old title`),
    ...documentIds
      .filter((id) => !texts.get(id)?.words.includes(canary))
      .map((id) => `text ${id} lacks what was written`),
    ...(hits > 0 ? [] : ['search finds nothing']),
  ];
}
