/** Two devices and the real server, over HTTP: what the engine and the server promise each other, kept together. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createClient } from '@educrowd/db/postgres/client';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { unavailable } from '../../apps/desktop/src/engine/network/request-error.ts';
import { makeCourse } from '../../apps/desktop/src/engine/sync/testing/test-device.ts';
import { textOf, treeOf, typeWords } from '../../apps/desktop/src/engine/sync/testing/typing.ts';
import { until, type RealDevice, type RealDeviceOptions } from './real-device.ts';
import { useRealSchool } from './real-school.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');
const material = entityNamed('Material');

const there = useRealSchool();
const { deviceOf } = there;

const quarantined = (device: RealDevice) =>
  device.store.db.prepare('select name, code, detail, row_label from quarantine order by seq').all();
const titleOf = (device: RealDevice, lessonId: string) => device.store.views.read(lesson, lessonId)?.title;
describe('two devices', () => {
  it('show the same after each has written, also where both wrote the same field', async () => {
    const [one, two] = [await deviceOf(there.owner), await deviceOf(there.owner)];
    const made = one.writer.write((write) => makeCourse(write));
    await one.settled();
    await until(
      () => titleOf(two, made.lessonId) === 'Lesson 1',
      () => JSON.stringify(two.runner.status()),
    );

    one.writer.write((write) => write.patch(course, made.courseId, { title: 'From one', tags: ['a'] }));
    two.writer.write((write) => write.patch(course, made.courseId, { title: 'From two', tags: ['b'] }));
    await one.settled();
    await two.settled();
    await one.settled();
    expect(two.shown()).toEqual(one.shown());
    const row = one.store.views.read(course, made.courseId);
    expect(['From one', 'From two']).toContain(row?.title);
    expect(new Set(row?.tags as string[])).toEqual(new Set(['a', 'b']));
    expect(one.runner.status().toDecide).toBe(1);
    expect(two.runner.status().toDecide).toBe(1);
  });

  it('make one text of what both typed, without a poke being waited for', async () => {
    const [one, two] = [await deviceOf(there.owner), await deviceOf(there.owner)];
    const { documentId } = one.writer.write((write) => {
      const made = makeCourse(write);
      write.append(made.documentId, textOf('Beginning'));
      return made;
    });
    await one.settled();
    await two.settled();
    typeWords(one, documentId, 'one ');
    typeWords(two, documentId, 'two ');
    await one.settled();
    await two.settled();
    await one.settled();
    const tree = treeOf(one.store, documentId);
    expect(treeOf(two.store, documentId)).toBe(tree);
    for (const words of ['one', 'two', 'Beginning']) expect(tree).toContain(words);
  });

  it('hear of each other by a poke', async () => {
    const [one, two] = [await deviceOf(there.owner), await deviceOf(there.owner)];
    const made = one.writer.write((write) => makeCourse(write));
    await one.settled();
    await two.settled();
    one.writer.write((write) => write.patch(lesson, made.lessonId, { title: 'Poked' }));
    await until(
      () => titleOf(two, made.lessonId) === 'Poked',
      () => String(titleOf(two, made.lessonId)),
    );
    expect(one.runner.status().toDecide).toBe(two.runner.status().toDecide);
  });

  it('lose nothing on a line that drops half of the answers, through power cuts', async () => {
    let drops = 0;
    const through: RealDeviceOptions['through'] = (line) => {
      const lossy =
        <Request, Answer>(call: (request: Request, signal: AbortSignal) => Promise<Answer>) =>
        async (request: Request, signal: AbortSignal): Promise<Answer> => {
          const answer = await call(request, signal);
          if (drops++ % 2 === 0) throw unavailable('the line was cut');
          return answer;
        };
      return { ...line, push: lossy(line.push), pull: lossy(line.pull), bootstrap: lossy(line.bootstrap) };
    };
    let device = await deviceOf(there.owner, { through });
    const made = device.writer.write((write) => makeCourse(write, 'Lossy'));
    for (let round = 0; round < 3; round++) {
      device.writer.write((write) => write.patch(lesson, made.lessonId, { title: `Round ${round}` }));
      device.runner.syncNow();
      await until(
        () => drops > round * 2,
        () => String(drops),
      );
      const disk = device.store.db.serialize();
      await device.close();
      device = await deviceOf(there.owner, { through, disk });
    }
    await device.settled();
    const fresh = await deviceOf(there.owner);
    await fresh.settled();
    expect(fresh.shown()).toEqual(device.shown());
    expect(titleOf(fresh, made.lessonId)).toBe('Round 2');
    expect(fresh.runner.status().toDecide).toBe(device.runner.status().toDecide);
  });

  it('are told apart when one is a copy of the other', async () => {
    const original = await deviceOf(there.owner);
    const made = original.writer.write((write) => makeCourse(write));
    await original.settled();
    const copy = await deviceOf(there.owner, { disk: original.store.db.serialize() });
    original.writer.write((write) => write.patch(course, made.courseId, { title: 'Original' }));
    await original.settled();
    copy.writer.write((write) => write.patch(course, made.courseId, { summary: 'Copy' }));
    copy.writer.write((write) => makeCourse(write, 'Of the copy'));
    await copy.settled();
    await original.settled();
    expect(original.shown()).toEqual(copy.shown());
    expect(original.store.views.read(course, made.courseId)).toMatchObject({
      title: 'Original',
      summary: 'Copy',
    });
  });
});

describe('a copy that was made before anything was sent', () => {
  it('sends the same again without the school taking it for something else', async () => {
    const original = await deviceOf(there.owner, { token: 'not a token' });
    const made = original.writer.write((write) => makeCourse(write, 'Twice'));
    const disk = original.store.db.serialize();
    const [one, two] = [await deviceOf(there.owner, { disk }), await deviceOf(there.owner, { disk })];
    one.writer.write((write) => write.patch(lesson, made.lessonId, { title: 'Of one' }));
    await one.settled();
    two.writer.write((write) => write.patch(course, made.courseId, { summary: 'Of two' }));
    await two.settled();
    await one.settled();
    expect(two.shown()).toEqual(one.shown());
    expect(one.store.views.read(course, made.courseId)).toMatchObject({ title: 'Twice', summary: 'Of two' });
    expect(titleOf(two, made.lessonId)).toBe('Of one');
    expect([...quarantined(one), ...quarantined(two)]).toEqual([]);
  });
});

describe('a school whose history was changed', () => {
  it('is loaded anew, and told again what it does not know of', async () => {
    const device = await deviceOf(there.owner);
    const made = device.writer.write((write) => makeCourse(write, 'Kept through it'));
    await device.settled();
    // As after a restore: another epoch, and this device is not known.
    const admin = createClient(there.database.urls.adminUrl, { max: 1, applicationName: 'test' });
    try {
      await admin`update sync_tenant set epoch = gen_random_uuid() where tenant_id = ${there.school.tenantId}`;
      await admin`delete from sync_result where client_id = ${device.store.state.read('clientId')}`;
      await admin`delete from sync_client where client_id = ${device.store.state.read('clientId')}`;
    } finally {
      await admin.end({ timeout: 5 });
    }
    device.writer.write((write) => write.patch(lesson, made.lessonId, { title: 'Unsent' }));
    await device.settled();
    expect(quarantined(device)).toEqual([]);
    const fresh = await deviceOf(there.owner);
    await fresh.settled();
    expect(fresh.shown()).toEqual(device.shown());
    expect(titleOf(fresh, made.lessonId)).toBe('Unsent');
  });
});

describe('a teacher', () => {
  it('gets the course that they make, and nothing of others', async () => {
    const ben = await there.join('Ben', 'instructor');
    const admin = await deviceOf(there.owner);
    const foreign = admin.writer.write((write) => makeCourse(write, 'Not for Ben'));
    await admin.settled();
    const device = await deviceOf(ben);
    const own = device.writer.write((write) => makeCourse(write, 'Of Ben'));
    await device.settled();
    expect(titleOf(device, own.lessonId)).toBe('Lesson 1');
    expect(titleOf(device, foreign.lessonId)).toBeUndefined();
    await admin.settled();
    expect(titleOf(admin, own.lessonId)).toBe('Lesson 1');
  });

  it('sees a refused edit put aside, with the words of the school', async () => {
    const device = await deviceOf(there.owner);
    const made = device.writer.write((write) => makeCourse(write));
    await device.settled();
    device.writer.write((write) =>
      write.command('course.publish', {
        id: made.courseId,
        expected: 'archived',
        notAfter: '2100-01-01T00:00:00.000Z',
      }),
    );
    expect(device.store.views.read(course, made.courseId)?.status).toBe('published');
    await device.settled();
    expect(device.store.views.read(course, made.courseId)?.status).toBe('draft');
    expect(quarantined(device)).toMatchObject([
      { name: 'course.publish', code: 'CONFLICT', row_label: 'Algebra' },
    ]);
  });
});

describe('files', () => {
  it('reach the other device, whole, after the text', async () => {
    const [one, two] = [await deviceOf(there.owner), await deviceOf(there.owner)];
    const made = one.writer.write((write) => makeCourse(write));
    const bytes = randomBytes(3_000_000);
    const { materialId } = await one.materials.add({
      home: { courseId: made.courseId },
      name: 'noise.bin',
      bytes,
    });
    await one.settled();
    expect(one.store.views.read(material, materialId)?.state).toBe('ready');
    await two.settled();
    const read = await two.materials.read(materialId);
    expect(read.bytes?.equals(bytes)).toBe(true);
  });
});

describe('a sign-in', () => {
  it('that has ended holds what is written, and a new one sends it', async () => {
    const device = await deviceOf(there.owner, { token: 'not a token' });
    const made = device.writer.write((write) => makeCourse(write, 'Kept'));
    device.runner.syncNow();
    await until(
      () => device.runner.status().pill.state === 'signIn',
      () => JSON.stringify(device.runner.status()),
    );
    expect(device.runner.status().pill).toEqual({ state: 'signIn', saved: 4 });
    const again = await deviceOf(there.owner, { disk: device.store.db.serialize() });
    await again.settled();
    expect(titleOf(again, made.lessonId)).toBe('Lesson 1');
  });
});
