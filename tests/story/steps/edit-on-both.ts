/** Two people change the same things while apart: both texts stay, and one of two titles is a decision. */
import { must } from '@educrowd/shared/primitives/assert';
import type { OpenConflict } from '../../../apps/desktop/src/ipc/sync.ts';
import { readDeviceRecords } from '../../support/device-records.ts';
import type { Device } from '../../support/engine-driver.ts';
import { addParagraph, openTypist } from '../../support/typist.ts';
import { syncAll, waitUntil } from '../../support/waits.ts';
import { readDeviceView, rowsOf } from '../../support/workspace-view.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';
import type { Edited } from './edit-offline.ts';
import { differences } from './start-second-device.ts';

export async function editOnBoth(
  story: Story,
  cast: Cast,
  {
    second,
    courseId,
    lessonId,
  }: Pick<Edited, 'lessonId'> & { readonly second: Device; readonly courseId: string },
): Promise<StepResult<null>> {
  const { stack, canary } = story;
  const devices = [cast.device, second];
  const documentId = must(documentOf(cast.device, lessonId), 'text of the lesson');
  await stack.stopCloud();
  const titles = devices.map(({ name }) => `Named on ${name} ${canary}`);
  const words = devices.map(({ name }) => `said-on-${name}-${canary}`);
  const tags = devices.map(({ name }) => `tag-${name}`);
  for (const [index, device] of devices.entries()) {
    const typist = await openTypist(device, documentId, 500 + index);
    await typist.edit(addParagraph(must(words[index], 'words'), 0.5));
    typist.close();
    await device.client.courses.rename({ kind: 'lesson', id: lessonId, title: must(titles[index], 'title') });
    const { course } = await device.client.courses.outline({ courseId });
    await device.client.courses.patchCourse({
      courseId,
      patch: { tags: [...course.tags, must(tags[index], 'tag')] },
    });
  }

  await stack.startCloud();
  await converge(cast, second);
  demand(
    devices.flatMap((device) => [
      ...readDeviceRecords(device).problems,
      ...notMerged(device, { documentId, words, courseId, tags }),
    ]),
  );
  const conflict = await onlyConflict(devices, titles);

  // The one who lost decides for their own title after all.
  const chooser = conflict.loserValue === titles[0] ? cast.device : second;
  await chooser.client.sync.resolveConflict({
    id: conflict.id,
    value: conflict.loserValue,
    presentValue: conflict.presentValue,
  });
  await converge(cast, second);
  demand((await Promise.all(devices.map((device) => notSettled(device, lessonId, conflict)))).flat());
  return {
    value: null,
    counted: `2 texts merged, 2 tags merged, 1 conflict over "title" with both values, settled in favour of ${conflict.loserName}`,
  };
}

/** Syncs until both devices and the server agree. */
async function converge(cast: Cast, second: Device): Promise<void> {
  await waitUntil('both devices and the server are equal', async () => {
    await syncAll([cast.device, second]);
    const differing = await differences(cast, second);
    return differing.length === 0 ? { done: true } : { seen: differing.slice(0, 10).join('\n') };
  });
}

const documentOf = (device: Device, lessonId: string): string | undefined => {
  const documents = rowsOf(readDeviceView(device.name, device.databasePath()), 'documents');
  return documents.filter((row) => row.lessonId === lessonId).map((row) => String(row.id))[0];
};

interface Merged {
  readonly documentId: string;
  readonly words: readonly string[];
  readonly courseId: string;
  readonly tags: readonly string[];
}

function notMerged(device: Device, { documentId, words, courseId, tags }: Merged): string[] {
  const view = readDeviceView(device.name, device.databasePath());
  const text = view.texts.get(documentId)?.words.split(/\s+/) ?? [];
  const present = view.rows.get('courses')?.get(courseId)?.tags;
  return [
    ...words
      .filter((word) => text.filter((each) => each === word).length !== 1)
      .map((word) => `"${word}" is not in the text once`),
    ...tags
      .filter((tag) => !Array.isArray(present) || !present.includes(tag))
      .map((tag) => `"${tag}" is not among the tags`),
  ].map((problem) => `${device.name}: ${problem}`);
}

/** Both devices show the same one conflict, with both titles in it, and one of them in place. */
async function onlyConflict(devices: readonly Device[], titles: readonly string[]): Promise<OpenConflict> {
  const lists = await Promise.all(devices.map((device) => device.client.sync.listConflicts()));
  const [first] = lists.flat();
  const problems = lists.flatMap((list, index) => {
    const [conflict, ...others] = list;
    const values = [conflict?.winnerValue, conflict?.loserValue];
    const isRight =
      others.length === 0 &&
      conflict?.field === 'title' &&
      conflict.id === first?.id &&
      conflict.presentValue === conflict.winnerValue &&
      titles.every((title) => values.includes(title));
    return isRight ? [] : [`${devices[index]?.name} shows ${JSON.stringify(list)}`];
  });
  demand(problems);
  return must(first, 'conflict');
}

async function notSettled(
  device: Device,
  lessonId: string,
  { id, loserValue }: OpenConflict,
): Promise<string[]> {
  const view = readDeviceView(device.name, device.databasePath());
  const open = await device.client.sync.listConflicts();
  const { toDecide } = await device.client.sync.status();
  const title = view.rows.get('lessons')?.get(lessonId)?.title;
  return [
    ...(open.length === 0 && toDecide === 0 ? [] : [`${open.length} conflicts, ${toDecide} to decide`]),
    ...(title === loserValue ? [] : [`the title is "${String(title)}"`]),
    ...(view.rows.get('conflicts')?.get(id)?.status === 'resolved' ? [] : ['the conflict is not resolved']),
  ].map((problem) => `${device.name}: ${problem}`);
}
