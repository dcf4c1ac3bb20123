/**
 * People at work on one device: a stream of edits of all kinds, chosen by a seed, which goes on across crashes of the
 * engine. Each writer has rows of their own; texts are shared.
 */
import { must } from '@educrowd/shared/primitives/assert';
import { createEditLedger, type Attempt, type EditLedger } from './edit-ledger.ts';
import type { Device } from './engine-driver.ts';
import { createRandom, type Random } from './random.ts';
import { addParagraph, continueParagraph, openTypist, type Typist } from './typist.ts';
import { pause } from './waits.ts';

export interface EditLoad {
  readonly ledger: EditLedger;
  /** Edits that were sent to the engine and not answered yet. */
  readonly inFlight: () => number;
  /** Resolves when every writer has finished what they were doing. Rejects with what the engine refused. */
  stop(): Promise<void>;
}

export interface EditLoadOptions {
  readonly device: Device;
  readonly seed: number;
  /** Marks what this device writes; unique among all. */
  readonly mark: string;
  readonly courseId: string;
  /** Texts that the writers share. */
  readonly documentIds: readonly string[];
  readonly writers: number;
  /** Longest rest of a writer between two edits. */
  readonly restMs: number;
  /** Asked before every edit: the writers rest while there is enough. */
  readonly mayGoOn?: () => boolean;
}

/** A writer of their own, with rows that nobody else touches. */
interface Writer {
  readonly mark: string;
  readonly random: Random;
  readonly sectionIds: string[];
  readonly lessonIds: string[];
  readonly typists: Map<string, Typist>;
  /** Of the engine with which the texts were opened. */
  generation: number;
  count: number;
}

const WAIT_MS = 10;

export function startEditLoad(options: EditLoadOptions): EditLoad {
  const { device, courseId, documentIds } = options;
  const { client } = device;
  const ledger = createEditLedger();
  let inFlight = 0;
  let isStopping = false;

  /** Whether the engine has acknowledged it; a refusal is no crash and is thrown on. */
  const attempt = async <T>(entries: readonly Attempt[], generation: number, work: () => Promise<T>): Promise<T | null> => {
    inFlight += 1;
    try {
      const result = await work();
      for (const entry of entries) entry.acknowledge();
      return result;
    } catch (error) {
      if (device.isUp() && device.generation() === generation) throw error;
      return null;
    } finally {
      inFlight -= 1;
    }
  };

  const actions: readonly ((writer: Writer, name: string) => Promise<void>)[] = [
    writeParagraph,
    writeParagraph,
    continueWriting,
    continueWriting,
    continueWriting,
    renameLesson,
    renameSection,
    makeLesson,
    makeSection,
    moveLesson,
    askForSync,
  ];

  async function typistFor(writer: Writer): Promise<Typist | null> {
    if (writer.generation !== device.generation()) {
      for (const typist of writer.typists.values()) typist.close();
      writer.typists.clear();
      writer.generation = device.generation();
    }
    const documentId = writer.random.pick(documentIds);
    const known = writer.typists.get(documentId);
    if (known) return known;
    const opened = await attempt([], writer.generation, () => openTypist(device, documentId, writer.random.between(1, 2 ** 31)));
    if (opened) writer.typists.set(documentId, opened);
    return opened;
  }

  async function writeParagraph(writer: Writer, name: string): Promise<void> {
    const typist = await typistFor(writer);
    if (!typist) return;
    const entry = ledger.wrote(typist.documentId, name);
    const place = writer.random.next();
    await attempt([entry], writer.generation, () => typist.edit(addParagraph(name, place)));
  }

  async function continueWriting(writer: Writer, name: string): Promise<void> {
    const typist = await typistFor(writer);
    if (!typist) return;
    const entry = ledger.wrote(typist.documentId, name);
    await attempt([entry], writer.generation, () => typist.edit(continueParagraph(`${writer.mark}-line`, name)));
  }

  async function renameLesson(writer: Writer, name: string): Promise<void> {
    const id = writer.random.pick(writer.lessonIds);
    const entry = ledger.set('lessons', id, { field: 'title', value: name });
    await attempt([entry], device.generation(), () => client.courses.rename({ kind: 'lesson', id, title: name }));
  }

  async function renameSection(writer: Writer, name: string): Promise<void> {
    const id = writer.random.pick(writer.sectionIds);
    const entry = ledger.set('sections', id, { field: 'title', value: name });
    await attempt([entry], device.generation(), () => client.courses.rename({ kind: 'section', id, title: name }));
  }

  async function makeLesson(writer: Writer, name: string): Promise<void> {
    const entry = ledger.created('lessons', name);
    const sectionId = writer.random.pick(writer.sectionIds);
    await attempt([entry], device.generation(), () => client.courses.createLesson({ sectionId, title: name, afterId: null }));
  }

  async function makeSection(writer: Writer, name: string): Promise<void> {
    const entry = ledger.created('sections', name);
    await attempt([entry], device.generation(), () =>
      client.courses.createSection({ courseId, parentId: writer.random.pick(writer.sectionIds), title: name, afterId: null }),
    );
  }

  async function moveLesson(writer: Writer): Promise<void> {
    const [id, parentId] = [writer.random.pick(writer.lessonIds), writer.random.pick(writer.sectionIds)];
    const entry = ledger.set('lessons', id, { field: 'sectionId', value: parentId });
    await attempt([entry], device.generation(), () => client.courses.move({ kind: 'lesson', id, parentId, afterId: null }));
  }

  async function askForSync(): Promise<void> {
    await attempt([], device.generation(), () => client.sync.syncNow());
  }

  /** Makes rows to write on. They get other titles later, so it is their ids that are remembered. */
  async function prepare(writer: Writer): Promise<void> {
    while (writer.sectionIds.length < 2 && !isStopping) {
      const title = nextName(writer);
      const made = await attempt([], device.generation(), () =>
        client.courses.createSection({ courseId, parentId: null, title, afterId: null }),
      );
      if (made) {
        writer.sectionIds.push(made.id);
        ledger.set('sections', made.id, { field: 'title', value: title }).acknowledge();
      }
      await upAgain();
    }
    while (writer.lessonIds.length < 3 && !isStopping) {
      const title = nextName(writer);
      const sectionId = must(writer.sectionIds[0], 'section');
      const made = await attempt([], device.generation(), () =>
        client.courses.createLesson({ sectionId, title, afterId: null }),
      );
      if (made) {
        writer.lessonIds.push(made.id);
        ledger.set('lessons', made.id, { field: 'title', value: title }).acknowledge();
        ledger.set('lessons', made.id, { field: 'sectionId', value: sectionId }).acknowledge();
      }
      await upAgain();
    }
  }

  async function work(writer: Writer): Promise<void> {
    await prepare(writer);
    while (!isStopping) {
      await pause(writer.random.between(0, options.restMs));
      await upAgain();
      if (isStopping || options.mayGoOn?.() === false) continue;
      await writer.random.pick(actions)(writer, nextName(writer));
    }
    for (const typist of writer.typists.values()) typist.close();
  }

  async function upAgain(): Promise<void> {
    while (!isStopping && !device.isUp()) await pause(WAIT_MS);
  }

  const working = Array.from({ length: options.writers }, (_, index) =>
    work({
      mark: `${options.mark}${index}`,
      random: createRandom(options.seed + index * 7919),
      sectionIds: [],
      lessonIds: [],
      typists: new Map(),
      generation: 0,
      count: 0,
    }),
  );
  const allEnded = Promise.all(working);
  // Whoever stops the load hears of it.
  allEnded.catch(() => undefined);

  return {
    ledger,
    inFlight: () => inFlight,
    stop: async () => {
      isStopping = true;
      await allEnded;
    },
  };
}

const nextName = (writer: Writer): string => `${writer.mark}-${++writer.count}`;
