/** One person at work: what they may do next, with rows of their own and texts that they share with others. */
import { must } from '@educrowd/shared/primitives/assert';
import type { Attempt, EditLedger } from './edit-ledger.ts';
import type { Device } from './engine-driver.ts';
import type { Random } from './random.ts';
import { addParagraph, continueParagraph, openTypist, type Typist } from './typist.ts';

export interface EditWriter {
  /** Makes what they need to begin with; to be called again until it answers true. */
  prepare(): Promise<boolean>;
  /** One edit of any kind. */
  editSomething(): Promise<void>;
  close(): void;
}

export interface EditWriterOptions {
  readonly device: Device;
  readonly ledger: EditLedger;
  readonly random: Random;
  /** Begins every name that they give; unique among all writers. */
  readonly mark: string;
  readonly courseId: string;
  readonly documentIds: readonly string[];
  /** Told when an edit goes to the engine, and when it has been answered or cut off. */
  readonly onCall: (change: 1 | -1) => void;
}

const SECTIONS = 2;
const LESSONS = 3;

export function createEditWriter(options: EditWriterOptions): EditWriter {
  const { device, ledger, random, mark, courseId } = options;
  const { courses, sync } = device.client;
  const sectionIds: string[] = [];
  const lessonIds: string[] = [];
  const typists = new Map<string, Typist>();
  /** Of the engine with which the texts were opened. */
  let openedWith = 0;
  let count = 0;

  const newName = (): string => `${mark}-${++count}`;

  /** Null when the engine died meanwhile; what it refuses is no crash and is thrown on. */
  const attempt = async <T>(
    work: () => Promise<T>,
    entry: Attempt | null = null,
    generation = device.generation(),
  ): Promise<T | null> => {
    options.onCall(1);
    try {
      const result = await work();
      entry?.acknowledge();
      return result;
    } catch (error) {
      if (device.isUp() && device.generation() === generation) throw error;
      return null;
    } finally {
      options.onCall(-1);
    }
  };

  const closeTexts = (): void => {
    for (const typist of typists.values()) typist.close();
    typists.clear();
  };

  /** A text open in the present engine: one that was open in an engine that died may hold what was lost. */
  const openSomeText = async (): Promise<Typist | null> => {
    if (openedWith !== device.generation()) {
      closeTexts();
      openedWith = device.generation();
    }
    const documentId = random.pick(options.documentIds);
    const known = typists.get(documentId);
    if (known) return known;
    const clientId = random.between(1, 2 ** 31);
    const opened = await attempt(() => openTypist(device, documentId, clientId), null, openedWith);
    if (opened) typists.set(documentId, opened);
    return opened;
  };

  const write = async (change: (word: string) => Parameters<Typist['edit']>[0]): Promise<void> => {
    const typist = await openSomeText();
    if (!typist) return;
    const word = newName();
    await attempt(() => typist.edit(change(word)), ledger.wrote(typist.documentId, word), openedWith);
  };

  const rename = async (kind: 'section' | 'lesson', ids: readonly string[]): Promise<void> => {
    const [id, title] = [random.pick(ids), newName()];
    const entry = ledger.set(kind === 'section' ? 'sections' : 'lessons', id, {
      field: 'title',
      value: title,
    });
    await attempt(() => courses.rename({ kind, id, title }), entry);
  };

  const actions: readonly (() => Promise<unknown>)[] = [
    () => write((word) => addParagraph(word, random.next())),
    () => write((word) => addParagraph(word, random.next())),
    () => write((word) => continueParagraph(`${mark}-line`, word)),
    () => write((word) => continueParagraph(`${mark}-line`, word)),
    () => write((word) => continueParagraph(`${mark}-line`, word)),
    () => rename('lesson', lessonIds),
    () => rename('section', sectionIds),
    () => {
      const [sectionId, title] = [random.pick(sectionIds), newName()];
      return attempt(
        () => courses.createLesson({ sectionId, title, afterId: null }),
        ledger.created('lessons', title),
      );
    },
    () => {
      const [parentId, title] = [random.pick(sectionIds), newName()];
      const section = { courseId, parentId, title, afterId: null };
      return attempt(() => courses.createSection(section), ledger.created('sections', title));
    },
    () => {
      const [id, parentId] = [random.pick(lessonIds), random.pick(sectionIds)];
      const entry = ledger.set('lessons', id, { field: 'sectionId', value: parentId });
      return attempt(() => courses.move({ kind: 'lesson', id, parentId, afterId: null }), entry);
    },
    () => attempt(() => sync.syncNow()),
  ];

  return {
    // These get other titles later, so it is their ids that are remembered.
    prepare: async () => {
      const title = newName();
      if (sectionIds.length < SECTIONS) {
        const made = await attempt(() =>
          courses.createSection({ courseId, parentId: null, title, afterId: null }),
        );
        if (!made) return false;
        sectionIds.push(made.id);
        ledger.set('sections', made.id, { field: 'title', value: title }).acknowledge();
      } else if (lessonIds.length < LESSONS) {
        const sectionId = must(sectionIds[0], 'section');
        const made = await attempt(() => courses.createLesson({ sectionId, title, afterId: null }));
        if (!made) return false;
        lessonIds.push(made.id);
        ledger.set('lessons', made.id, { field: 'title', value: title }).acknowledge();
        ledger.set('lessons', made.id, { field: 'sectionId', value: sectionId }).acknowledge();
      }
      return lessonIds.length === LESSONS;
    },
    editSomething: async () => void (await random.pick(actions)()),
    close: closeTexts,
  };
}
