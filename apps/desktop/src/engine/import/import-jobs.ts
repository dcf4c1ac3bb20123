/**
 * Imports run in the background, one folder of scratch files each, which takes in what was uploaded for it. Until the
 * last step nothing of the course is in the workspace; that step is one transaction. Whatever ends an import before it
 * leaves only scratch files, which go at once or, after a crash, when the workspace is opened again. The course has the
 * id of its import, so that whoever asks after a crash learns how it ended.
 */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { newId } from '@educrowd/shared/primitives/id';
import { refusal } from '../../ipc/refusal.ts';
import type { EngineEvent } from '../../ipc/events.ts';
import type { ImportReport, ImportState } from '../../ipc/import.ts';
import type { EngineClock } from '../clock.ts';
import { throwIfCancelled } from '../content/import-task.ts';
import type { ImportedCourse } from '../content/imported-course.ts';
import { describeFailure } from '../describe-failure.ts';
import { importFolderOf, type Workspace } from '../workspace.ts';
import { isUploadId } from './granted-sources.ts';
import { prepareCourse } from './prepare-course.ts';
import { readReport } from './import-reports.ts';
import { draftFiles, saveCourse } from './save-course.ts';

export interface ImportJobs {
  readonly start: (workspace: Workspace, path: string) => string;
  /** Throws `EngineError` NOT_FOUND for one that left nothing when its engine ended. */
  readonly state: (workspace: Workspace, importId: string) => ImportState;
  /** Resolves when the import has ended. Throws `EngineError` NOT_FOUND for one of an earlier engine. */
  readonly cancel: (importId: string) => Promise<void>;
  /** Ends all that run. */
  readonly close: () => Promise<void>;
}

export interface ImportJobOptions {
  readonly clock: EngineClock;
  readonly emit: (event: EngineEvent) => void;
  readonly log: (message: string, error?: unknown) => void;
  /** Where the browser host puts what it was given, each upload in a folder of its own. */
  readonly uploadFolder: string;
}

interface Job {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  state: ImportState;
}

/** Often enough to look alive, seldom enough to cost nothing. */
const TELL_EVERY_MS = 100;

const MAX_ENDED = 20;

type Phase = (ImportState & { state: 'running' })['phase'];

export function createImportJobs({ clock, emit, log, uploadFolder }: ImportJobOptions): ImportJobs {
  const jobs = new Map<string, Job>();

  const run = async (workspace: Workspace, importId: string, path: string): Promise<string> => {
    const job = jobOf(importId);
    const signal = AbortSignal.any([job.abort.signal, workspace.closing]);
    const folder = join(importFolderOf(workspace.folder), importId);
    const workDir = join(folder, 'work');
    let toldAt = Number.NEGATIVE_INFINITY;
    const tell = (phase: Phase, done: number, total: number | null): void => {
      const isNext = job.state.state === 'running' && job.state.phase !== phase;
      job.state = { state: 'running', phase, done, total: total ?? 0 };
      const now = clock.now().getTime();
      if (!isNext && now - toldAt < TELL_EVERY_MS) return;
      toldAt = now;
      emit({ type: 'import', importId });
    };
    try {
      await mkdir(workDir, { recursive: true, mode: 0o700 });
      // Loaded when it is needed: the parsers of all formats would delay every start of the app.
      const { readCourse } = await import('../content/read-course.ts');
      const source = await takeUpload(uploadFolder, path, join(folder, 'upload'));
      const imported = await readCourse(source, {
        workDir,
        signal,
        onProgress: ({ phase, done, total }) => tell(phase, done, total),
      });
      const course = await prepareCourse(imported, {
        courseId: importId,
        signal,
        onProgress: (done, total) => tell('convert', done, total),
      });
      const drafts = await draftFiles(workspace, imported.materials, {
        signal,
        onProgress: (done, total) => tell('materials', done, total),
      });
      tell('save', 0, 0);
      try {
        // What is cancelled after this line is complete already.
        throwIfCancelled(signal);
        const report = reportOf(imported, course.courseId, clock.now());
        workspace.files.keep(drafts, () => saveCourse(workspace, course, report));
      } finally {
        await workspace.files.discard(drafts);
      }
      return course.courseId;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  const follow = async (workspace: Workspace, importId: string, path: string): Promise<void> => {
    const outcome = await run(workspace, importId, path).then(
      (courseId): ImportState => ({ state: 'done', courseId }),
      (error: unknown): ImportState => {
        const { code, message } = describeFailure(error);
        if (code === 'CANCELLED' || jobOf(importId).abort.signal.aborted || workspace.closing.aborted) {
          return { state: 'cancelled' };
        }
        log('An import failed', error);
        return { state: 'failed', reason: message };
      },
    );
    jobOf(importId).state = outcome;
    forgetOldest();
    emit({ type: 'import', importId });
  };

  /** How an import ended is asked for right after it; nobody asks for the one of last week. */
  const forgetOldest = (): void => {
    const ended = [...jobs].filter(([, { state }]) => state.state !== 'running');
    for (const [importId] of ended.slice(0, -MAX_ENDED)) jobs.delete(importId);
  };

  const jobOf = (importId: string): Job => {
    const job = jobs.get(importId);
    if (job === undefined) throw refusal('NOT_FOUND', 'refusals.importOver');
    return job;
  };

  return {
    start: (workspace, path) => {
      const importId = newId<'Import'>();
      const { promise, resolve } = Promise.withResolvers<void>();
      jobs.set(importId, {
        abort: new AbortController(),
        ended: promise,
        state: { state: 'running', phase: 'read', done: 0, total: 0 },
      });
      void follow(workspace, importId, path).finally(resolve);
      return importId;
    },
    state: ({ store }, importId) =>
      !jobs.has(importId) && readReport(store, importId) !== null
        ? { state: 'done', courseId: importId }
        : jobOf(importId).state,
    cancel: async (importId) => {
      const job = jobOf(importId);
      job.abort.abort();
      await job.ended;
    },
    close: async () => {
      for (const job of jobs.values()) job.abort.abort();
      await Promise.all([...jobs.values()].map((job) => job.ended));
    },
  };
}

/** Moves what was handed over for this import alone, and answers where it lies; a path of the person's own is left alone. */
async function takeUpload(uploadFolder: string, path: string, to: string): Promise<string> {
  const [upload = '', ...inside] = relative(uploadFolder, path).split(sep);
  if (!isUploadId(upload)) return path;
  await rename(join(uploadFolder, upload), to);
  return join(to, ...inside);
}

const reportOf = ({ title, format, report }: ImportedCourse, courseId: string, now: Date): ImportReport => ({
  courseId,
  title,
  format,
  importedAt: now.toISOString(),
  ...report,
});
