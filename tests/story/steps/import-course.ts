/** A course is taken over from a file without a network. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportReport, ImportState } from '../../../apps/desktop/src/ipc/import.ts';
import { handOver } from '../../../tools/stack/hand-over.ts';
import type { Device } from '../../support/engine-driver.ts';
import { pause, waitUntil } from '../../support/waits.ts';
import { compareViews, readDeviceView, rowsOf } from '../../support/workspace-view.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

export type Imported = { readonly courseId: string } | { readonly refusal: string };

/** Where the device is, so that a refused import can be held against it. */
interface State {
  readonly rows: ReturnType<typeof readDeviceView>;
  readonly files: readonly string[];
}

const MAX_LINES = 15;

export async function importCourse(
  { coursePath, random }: Story,
  { device }: Cast,
  note: (line: string) => void,
): Promise<StepResult<Imported>> {
  const before = stateOf(device);
  const interrupted = await interruptImport(device, coursePath, random.between(0, 300));
  if (interrupted.courseId === null) demand(changesSince(before, device));
  note(interrupted.words);
  const { ended, phases } =
    interrupted.courseId === null
      ? await runImport(device, coursePath)
      : {
          ended: { state: 'done' as const, courseId: interrupted.courseId },
          phases: ['done before the kill'],
        };
  if (ended.state === 'failed') {
    demand(changesSince(before, device));
    note(`The import was refused: ${ended.reason}`);
    return { value: { refusal: ended.reason }, counted: 'refused; nothing was changed' };
  }
  if (ended.state !== 'done') throw new Error(`The import ended as ${ended.state}.`);
  const { courseId } = ended;
  const report = await device.client.import.report({ courseId });
  if (report === null) throw new Error('There is no report of the import.');
  for (const line of reportLines(report)) note(line);
  const { sections, lessons } = await device.client.courses.outline({ courseId });
  const materials = rowsOf(readDeviceView('after', device.databasePath()), 'materials').length;
  const { kept, changed, opaque } = report;
  return {
    value: { courseId },
    counted: `${sections.length} sections, ${lessons.length} lessons, ${materials} files; kept ${kept}, changed ${changed.length}, opaque ${opaque.length}; ${phases.join(' → ')}`,
  };
}

/** The app dies while it imports. The course is there whole, because it was just done, or not at all. */
async function interruptImport(
  device: Device,
  path: string,
  afterMs: number,
): Promise<{ readonly courseId: string | null; readonly words: string }> {
  await device.client.import.start(await handOver(device.dataFolder, path));
  await pause(afterMs);
  await device.kill();
  await device.start();
  const [course] = await device.client.courses.list();
  const outcome = course ? 'it was done already' : 'nothing is left of it';
  return { courseId: course?.id ?? null, words: `Killed ${afterMs} ms into a first import: ${outcome}.` };
}

async function runImport(
  device: Device,
  path: string,
): Promise<{ ended: Exclude<ImportState, { state: 'running' }>; phases: string[] }> {
  const { importId } = await device.client.import.start(await handOver(device.dataFolder, path));
  const phases = new Map<string, string>();
  const ended = await waitUntil<Exclude<ImportState, { state: 'running' }>>(
    'the import has ended',
    async () => {
      const state = await device.client.import.state({ importId });
      if (state.state !== 'running') return { done: state };
      const { phase, done, total } = state;
      phases.set(phase, total > 0 ? `${phase} ${done}/${total}` : phase);
      return { seen: `${phase} ${done} of ${total}` };
    },
  );
  return { ended, phases: [...phases.values()] };
}

function* reportLines({ title, format, kept, changed, opaque }: ImportReport): Generator<string> {
  yield `"${title}", ${format}: kept ${kept}, changed ${changed.length}, opaque ${opaque.length}`;
  for (const [word, items] of [
    ['changed', changed],
    ['opaque', opaque],
  ] as const) {
    for (const { place, kind, what } of items.slice(0, MAX_LINES))
      yield `  ${word}: ${place} [${kind}] ${what}`;
    if (items.length > MAX_LINES) yield `  ${word}: … and ${items.length - MAX_LINES} more`;
  }
}

const stateOf = (device: Device): State => ({
  rows: readDeviceView('before', device.databasePath()),
  files: filesBelow(device),
});

/** Rows, texts and files that a refused import has left; scratch files, too. */
function changesSince(before: State, device: Device): string[] {
  const after = stateOf(device);
  const left = after.files.filter((file) => !before.files.includes(file));
  return [
    ...compareViews(before.rows, { ...after.rows, place: 'after' }),
    ...left.map((file) => `${file} is left of a refused import`),
  ];
}

const filesBelow = (device: Device): string[] =>
  readdirSync(join(device.dataFolder, 'workspaces'), { recursive: true, withFileTypes: true })
    // The files of SQLite itself come and go.
    .filter((entry) => entry.isFile() && !entry.name.endsWith('-wal') && !entry.name.endsWith('-shm'))
    .map((entry) => join(entry.parentPath, entry.name));
