/**
 * A window in which somebody types while the text goes away under it, comes back or is replaced: every letter that the
 * editor has taken is in the text again, or put aside on the computer where it can be exported.
 */
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONTENT_FRAGMENT } from '@educrowd/shared/content/yjs-document';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { documentHandlers } from '../../../engine/handlers/documents.ts';
import { createDocuments } from '../../../engine/store/documents.ts';
import { exportUnsent, listRefused } from '../../../engine/store/queries/refused.ts';
import { refuse, type PeerUser } from '../../../engine/sync/testing/school-peer.ts';
import { makeCourse, type MadeCourse } from '../../../engine/sync/testing/test-device.ts';
import {
  createWorld,
  seededRandom,
  type TestWorld,
  type WorldDevice,
} from '../../../engine/sync/testing/test-world.ts';
import { textOf, treeOf, typeWords } from '../../../engine/sync/testing/typing.ts';
import { EngineError } from '../../../ipc/errors.ts';
import type { EngineEvent } from '../../../ipc/events.ts';
import { connectEngine, type ConnectionState } from '../../app/engine-connection.ts';
import { EngineFailure } from '../../app/engine-failure.ts';
import { createStore } from '../../app/store.ts';
import { followText } from './follow-text.ts';
import type { TextDocument } from './text-document.ts';

let world: TestWorld;
let ada: PeerUser;
let ben: PeerUser;
const stops: (() => void)[] = [];
beforeEach(() => {
  world = createWorld(seededRandom(1));
  ada = { userId: 'ada', holdings: ['staff'] };
  ben = { userId: 'ben', holdings: ['staff'] };
});
afterEach(async () => {
  for (const stop of stops.splice(0)) stop();
  await world.close();
});

/** Calls and events need a while from one process to the other. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}

/** A computer with one text in an open window. */
interface Window {
  readonly device: WorldDevice;
  readonly made: MadeCourse;
  /** The school does not let the person in while it is. */
  isPaused: boolean;
  /** Types into the editor, unless it takes nothing; whether it did. */
  readonly type: (words: string) => boolean;
  readonly shown: () => string;
  readonly standing: () => string;
}

async function openWindow(random = () => 0.5): Promise<Window> {
  const listeners = new Set<(event: EngineEvent) => void>();
  let telling = Promise.resolve();
  const tell = (event: EngineEvent): void => {
    telling = telling.then(async () => {
      await turns(Math.floor(random() * 5));
      for (const listener of listeners) listener(event);
    });
  };
  const device = world.open(ada, { listen: tell });
  const made = device.write((write) => {
    const course = makeCourse(write);
    write.append(course.documentId, textOf('Begin'));
    return course;
  });
  await world.clock.advance(5_000);
  ben.holdings = [...ada.holdings];

  const documents = createDocuments(device.store, () => undefined);
  const handlers = documentHandlers({ workspace: () => ({ documents, writer: device.writer }), emit: tell });
  const engine = connectEngine({
    connection: createStore<ConnectionState>('connected'),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: async (_feature, procedure, input) => {
      await turns(Math.floor(random() * 5));
      const handler = handlers[procedure as keyof typeof handlers] as (input: unknown) => unknown;
      try {
        return handler(input);
      } catch (error) {
        throw error instanceof EngineError ? new EngineFailure(error) : error;
      }
    },
  });
  let present: TextDocument | undefined;
  const options = { engine, documentId: made.documentId, origin: 'window', retryMs: 1 };
  stops.push(followText(options, (text) => (present = text.state === 'open' ? text.document : present)));
  await turns(50);

  const window: Window = {
    device,
    made,
    isPaused: false,
    type: (words) => {
      const paragraph = present?.ydoc.getXmlFragment(CONTENT_FRAGMENT).get(0);
      if (present?.standing.get().state !== 'usable' || !(paragraph instanceof Y.XmlElement)) return false;
      const line = paragraph.get(0) as Y.XmlText;
      line.insert(line.length, words);
      return true;
    },
    shown: () => present?.ydoc.getXmlFragment(CONTENT_FRAGMENT).toString() ?? '',
    standing: () => present?.standing.get().state ?? '',
  };
  const { push, pull, bootstrap } = device.network;
  const guarded =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> =>
      window.isPaused ? refuse('FORBIDDEN') : call(...args);
  Object.assign(device.network, { push: guarded(push), pull: guarded(pull), bootstrap: guarded(bootstrap) });
  return window;
}

/** What is nowhere: neither in the text nor among what is put aside. */
const missing = ({ device, made }: Window, typed: readonly string[]): string[] => {
  const text = treeOf(device.store, made.documentId);
  const aside = listRefused(device.store).map(({ content }) => content);
  return typed.filter((words) => !text.includes(words) && !aside.some((content) => content.includes(words)));
};

const expectShownAsStored = (window: Window): void => {
  expect(window.standing()).toBe('usable');
  expect(window.shown()).toBe(treeOf(window.device.store, window.made.documentId));
};

const comeBack = async (window: Window): Promise<void> => {
  window.isPaused = false;
  window.device.runner.syncNow();
  await world.clock.advance(200_000);
  await turns(200);
};

describe('a role that is paused while somebody types', () => {
  it('takes nothing more, puts aside what was on its way, and gives it back with the role', async () => {
    const window = await openWindow();
    const { device, made } = window;
    window.type(' before');
    window.isPaused = true;
    device.runner.syncNow();
    // The last letters leave the window after the text has gone.
    for (let letter = 0; window.type(` ${letter}.`) && letter < 1_000; letter++) await world.clock.advance(1);
    await turns(50);
    expect(window.standing()).toBe('gone');
    expect(window.shown()).toContain(' before 0. 1.');
    const typed = window.shown().match(/ \w+\.?/g) ?? [];
    expect(missing(window, typed)).toEqual([]);
    expect(listRefused(device.store)).toContainEqual(
      expect.objectContaining({
        code: 'NO_ACCESS',
        reason: 'Algebra',
        courseId: made.courseId,
        rowLabel: 'Lesson 1',
      }),
    );
    await comeBack(window);
    expect(listRefused(device.store)).toEqual([]);
    expect(missing(window, typed)).toEqual([]);
    expectShownAsStored(window);
  });

  it('keeps what arrives long after the text has gone, joined, and after a restart of the engine', async () => {
    const window = await openWindow();
    const { device, made } = window;
    const late = new Y.Doc();
    Y.applyUpdate(late, createDocuments(device.store, () => undefined).open(made.documentId).state);
    window.isPaused = true;
    device.runner.syncNow();
    await world.clock.advance(1_000);
    const line = (late.getXmlFragment(CONTENT_FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
    const restarted = createDocuments(device.store, () => undefined);
    for (const words of [' late', ' and', ' later']) {
      const before = Y.encodeStateVector(late);
      line.insert(line.length, words);
      const update = Y.encodeStateAsUpdate(late, before);
      restarted.append(made.documentId, update, {
        keep: () => expect.unreachable(),
        putAside: (why) => device.write((write) => write.putAside(made.documentId, update, why)),
      });
    }
    expect(listRefused(device.store)).toMatchObject([{ content: ' late and later', rowLabel: 'Lesson 1' }]);
    expect(exportUnsent(device.store, new Date()).json).toContain('NO_ACCESS');
    await comeBack(window);
    expect(window.shown()).toContain('Begin late and later');
    expectShownAsStored(window);
  });
});

describe('a text that changes under a window', () => {
  it('of a course that was purged elsewhere takes nothing more, and the words are put aside', async () => {
    const window = await openWindow();
    const { device, made } = window;
    window.type(' before');
    await world.clock.advance(5_000);
    world.peer.edit((tx) => {
      for (const [name, id] of [
        ['Document', made.documentId],
        ['Lesson', made.lessonId],
        ['Section', made.sectionId],
        ['Course', made.courseId],
      ] as const)
        tx.remove(entityNamed(name), id);
    });
    for (let letter = 0; window.type(` ${letter}.`) && letter < 1_000; letter++) await world.clock.advance(1);
    await turns(50);
    expect(window.standing()).toBe('gone');
    await world.clock.advance(60_000);
    const typed = window.shown().match(/ \d+\./g) ?? [];
    expect(missing(window, typed)).toEqual([]);
    expect(listRefused(device.store)).not.toEqual([]);
    for (const { rowLabel, code } of listRefused(device.store)) {
      expect(rowLabel).toBe('Lesson 1');
      expect(code).toBe('NOT_FOUND');
    }
  });

  it('shows what a restored school has, without what it has forgotten', async () => {
    const window = await openWindow();
    const { made } = window;
    const backup = world.peer.backup();
    const bens = world.open(ben);
    await world.clock.advance(5_000);
    typeWords({ store: bens.store, writer: bens.writer }, made.documentId, 'Forgotten ');
    await world.clock.advance(5_000);
    expect(window.shown()).toContain('Forgotten');
    // Nobody is left who could tell it again.
    await bens.close();
    world.peer.restore(backup);
    await world.clock.advance(200_000);
    await turns(200);
    expectShownAsStored(window);
    expect(window.shown()).not.toContain('Forgotten');
    expect(window.type(' more')).toBe(true);
    await world.clock.advance(5_000);
    await turns(200);
    expectShownAsStored(window);
    expect(window.shown()).toContain('Begin more');
  });

  it('does not show on what the school has refused', async () => {
    const window = await openWindow();
    const { device } = window;
    world.peer.poison = (name) => name === 'document.append';
    window.type(' refused');
    await world.clock.advance(1);
    window.type(' onto it');
    await world.clock.advance(600_000);
    world.peer.poison = null;
    await world.clock.advance(200_000);
    await turns(200);
    expect(missing(window, [' refused', ' onto it'])).toEqual([]);
    expect(listRefused(device.store)).not.toEqual([]);
    expectShownAsStored(window);
    expect(window.shown()).not.toContain('refused');
  });
});

describe('whatever happens, in any order', () => {
  it.for(Array.from({ length: 20 }, (_, index) => index + 1))('no letter is lost (seed %i)', async (seed) => {
    const random = seededRandom(seed);
    const window = await openWindow(random);
    const { device, made } = window;
    const bens = world.open(ben);
    const whole = [...ada.holdings];
    const typed: string[] = [];
    let backup = world.peer.backup();
    const events: (() => void)[] = [
      () => void (window.isPaused = true),
      () => void (window.isPaused = false),
      () => void (ada.holdings = ['staff']),
      () => void (ada.holdings = [...whole]),
      () => void (device.weather.isOnline = false),
      () => void (device.weather.isOnline = true),
      () => device.runner.syncNow(),
      () => device.runner.syncNow(),
      () => typeWords({ store: bens.store, writer: bens.writer }, made.documentId, 'ben '),
      () => void (backup = world.peer.backup()),
      () => world.peer.restore(backup),
      () => void (world.peer.oldestCursor = world.peer.state.head),
    ];
    for (let step = 0; step < 120; step++) {
      const words = ` <${seed}-${step}>`.replaceAll(/[<>]/g, '_');
      if (random() < 0.7) {
        if (window.type(words)) typed.push(words);
      } else {
        events[Math.floor(random() * events.length)]?.();
      }
      if (random() < 0.7) await world.clock.advance(random() < 0.5 ? 1 : random() * 3_000);
    }
    ada.holdings = [...whole];
    device.weather.isOnline = true;
    await comeBack(window);
    expect(typed.length).toBeGreaterThan(0);
    expect(missing(window, typed)).toEqual([]);
    expectShownAsStored(window);
  });
});
