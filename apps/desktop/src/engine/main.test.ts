import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handOver } from '../../../../tools/stack/hand-over.ts';
import { ENGINE_MAIN } from '../../../../tools/stack/start-engine.ts';
import type { EngineClient } from '../ipc/contract.ts';
import { createEngineClient } from '../ipc/create-engine-client.ts';
import { EngineError } from '../ipc/errors.ts';
import { createEngineProcess, type EngineProcess } from '../host/engine-process.ts';
import { writeCourseFolder } from './testing/write-course-folder.ts';
import { openWriter } from './testing/write-text.ts';

let folder = '';
let engine: EngineProcess;
let client: EngineClient;
const logged: string[] = [];

function start(dataFolder: string): EngineProcess {
  return createEngineProcess({
    main: ENGINE_MAIN,
    args: ['--data', dataFolder],
    log: (line) => void logged.push(line),
  });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'educrowd-process-'));
  engine = start(join(folder, 'data'));
  client = createEngineClient(async (feature, procedure, input) => {
    const answer = await engine.call(feature, procedure, input);
    if (!answer.ok) throw new EngineError(answer.error.code, answer.error.message);
    return answer.output;
  });
});
afterAll(async () => {
  await engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The same call until an engine answers it: one that is killed answers nothing. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (error instanceof EngineError) throw error;
    }
  }
}

describe('an engine that is killed', { timeout: 120_000 }, () => {
  test('in the middle of typing loses nothing that it had answered', async () => {
    let ends = 0;
    const stopListening = engine.onEnd(() => void ends++);
    await client.session.startLocal({ displayName: 'Ada' });
    const { id: courseId } = await client.courses.createCourse({ title: 'Botany' });
    const section = await client.courses.createSection({
      courseId,
      parentId: null,
      title: 'Trees',
      afterId: null,
    });
    const { documentId } = await client.courses.createLesson({
      sectionId: section.id,
      title: 'Oaks',
      afterId: null,
    });
    for (const round of [1, 2]) {
      const writer = await patiently(() => openWriter(client, documentId, `window ${round}`));
      const before = writer.words();
      let answered = '';
      const kill = setTimeout(() => void engine.kill(), 60 * round);
      try {
        for (let count = 0; count < 1_000; count++) {
          await writer.type(String(count % 10));
          answered += String(count % 10);
        }
      } catch {
        // The keystroke that was under way may be kept or not.
      }
      clearTimeout(kill);
      const kept = (await patiently(() => openWriter(client, documentId))).words();
      expect(kept.startsWith(before + answered)).toBe(true);
      expect(kept.length).toBeLessThanOrEqual(before.length + answered.length + 1);
    }
    stopListening();
    expect(ends).toBe(2);
    expect(await patiently(() => client.courses.list())).toMatchObject([{ title: 'Botany', lessonCount: 1 }]);
  });

  test('in the middle of an import leaves nothing of it, or all of it', async () => {
    const source = join(folder, 'Zoology');
    writeCourseFolder(source, { sections: 4, pages: 30 });
    const { current } = await client.session.startLocal({ displayName: 'Ada' });
    const home = join(folder, 'data', 'workspaces', current!.workspaceId);
    for (const delayMs of [40, 300]) {
      const before = await patiently(() => client.courses.list());
      await client.import.start(await handOver(join(folder, 'data'), source));
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await engine.kill();
      const after = await patiently(() => client.courses.list());
      expect(after.length - before.length === 0 || after.length - before.length === 1).toBe(true);
      expect(after.every((course) => course.lessonCount === 120)).toBe(true);
      expect(existsSync(join(home, 'import'))).toBe(false);
      expect(readdirSync(join(home, 'blobs', 'drafts'))).toEqual([]);
    }
  });
});

test('a second engine in the same folder gives up and says why', { timeout: 60_000 }, async () => {
  await client.session.state();
  const second = start(join(folder, 'data'));
  await expect(second.ready()).rejects.toThrow('ended for good');
  expect(logged.join('\n')).toContain('Another EduCrowd is using');
  await second.stop();
  expect((await client.session.state()).current).not.toBeNull();
});
