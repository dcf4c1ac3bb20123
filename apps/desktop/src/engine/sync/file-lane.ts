/**
 * Files travel beside the text, one at a time, and never delay it. A file goes up once the school has the row that
 * names it; it comes down once the school has verified it. Which files those are is read from the rows each time, so a
 * file that the school asks for again is simply sent again.
 */
import type { EngineEvent } from '../../ipc/events.ts';
import type { EngineClock } from '../clock.ts';
import type { SchoolConnection } from '../network/create-network.ts';
import { RequestError } from '../network/request-error.ts';
import type { BlobTable, FileToGet, FileToSend } from '../store/blob-table.ts';
import { backoffMs } from './backoff.ts';
import { createRowChanges } from './row-changes.ts';
import { createWakeTimer } from './wake-timer.ts';

/** Files by the hash of their bytes. */
export interface BlobFiles {
  readonly pathOf: (sha256: string) => string;
  /** Where a download gathers. */
  readonly partPathOf: (sha256: string) => string;
  /** Moves a finished download to its place, durably. */
  readonly adoptPart: (sha256: string) => Promise<void>;
  /** Whatever of it is here. */
  readonly remove: (sha256: string) => void;
}

export interface FileLaneOptions {
  readonly blobs: BlobTable;
  readonly files: BlobFiles;
  readonly school: Pick<SchoolConnection, 'upload' | 'download'>;
  readonly clock: EngineClock;
  readonly random: () => number;
  readonly emit: (event: EngineEvent) => void;
  readonly onProgress: () => void;
  readonly log: (message: string, error: unknown) => void;
}

export interface FileLane {
  /** To be called when the rows are up to date: older ones may ask for what the school has got since. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Rows may have changed. A pause after a failure goes on. */
  readonly wake: () => void;
  /** The school can be reached again, or the person asks: everything is tried at once. */
  readonly retry: () => void;
  readonly progress: () => FileProgress;
}

export interface FileProgress {
  /** Of this device, that the school has not verified yet. */
  readonly unverifiedBytes: number;
  readonly sentBytes: number;
  /** Some of it has still to be sent. */
  readonly isSending: boolean;
  /** Beside those that the school says it cannot give. */
  readonly filesToGet: number;
}

/** One file on its way. */
interface Move {
  readonly materialId: string;
  readonly sha256: string;
  readonly isUpload: boolean;
  readonly run: () => Promise<void>;
}

export const noFileProgress: FileProgress = {
  unverifiedBytes: 0,
  sentBytes: 0,
  isSending: false,
  filesToGet: 0,
};

/** With nothing to do it looks again this often: a missed wake then only costs time. */
const IDLE_MS = 60_000;
/** How long the school may take to verify a file before it is sent again. */
const VERIFY_MS = 10 * 60_000;
/** A file that was damaged on the way is refused as well, so once is not enough to give it up. */
const MAX_REFUSALS = 3;
const PUT_OFF_MS = 10 * 60_000;
const TELL_BYTES = 256 * 1024;

export function createFileLane(options: FileLaneOptions): FileLane {
  const { blobs, clock } = options;
  const timer = createWakeTimer(clock);
  const stopped = new AbortController();
  /** How often the file of each material could not be moved; those that failed less go first. */
  const troubles = new Map<string, number>();
  /** How often it was refused, and when last. */
  const refusals = new Map<string, { readonly count: number; readonly at: number }>();
  /** When the file of each material was sent completely, for as long as the school has not verified it. */
  const sentAt = new Map<string, number>();
  let sentNow: { materialId: string; sentBytes: number } | null = null;
  /** As the rows were when they were last looked at: asked for after every edit and every few bytes. */
  let toSend: readonly FileToSend[] = [];
  let toGet: readonly FileToGet[] = [];
  let isPausing = false;
  let running: Promise<void> | null = null;

  const send = async (file: FileToSend): Promise<void> => {
    blobs.beginUpload(file.sha256);
    sentNow = { materialId: file.materialId, sentBytes: file.sentBytes };
    let toldBytes = file.sentBytes;
    options.onProgress();
    await options.school.upload({
      path: options.files.pathOf(file.sha256),
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      materialId: file.materialId,
      uploadUrl: file.uploadUrl,
      onUrl: (url) => blobs.setUploadUrl(file.sha256, url),
      onProgress: (sentBytes) => {
        sentNow = { materialId: file.materialId, sentBytes };
        if (sentBytes < file.sizeBytes && sentBytes - toldBytes < TELL_BYTES) return;
        toldBytes = sentBytes;
        options.onProgress();
      },
      signal: stopped.signal,
    });
    blobs.finishUpload(file.sha256);
    sentAt.set(file.materialId, clock.now().getTime());
  };

  const get = async (file: FileToGet): Promise<void> => {
    blobs.beginDownload(file);
    await options.school.download({
      materialId: file.materialId,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      partPath: options.files.partPathOf(file.sha256),
      onProgress: () => undefined,
      signal: stopped.signal,
    });
    await options.files.adoptPart(file.sha256);
    blobs.finishDownload(file);
    const changes = createRowChanges();
    changes.note({ table: 'materials' }, file.scope);
    for (const event of changes.events()) options.emit(event);
  };

  const look = (): void => {
    toSend = blobs.toSend();
    toGet = blobs.toGet();
    const unverified = new Set(toSend.map((file) => file.materialId));
    // Files whose sending is over are verified in time, or sent again.
    for (const [materialId, at] of sentAt) {
      const isOver = !unverified.has(materialId) || clock.now().getTime() - at > VERIFY_MS;
      if (isOver) sentAt.delete(materialId);
    }
  };

  /** What is not held any more, or gone for good, leaves this computer. */
  const drop = (): void => {
    try {
      for (const sha256 of blobs.dropUnneeded()) options.files.remove(sha256);
    } catch (error) {
      options.log('A file could not be removed', error);
    }
  };

  /** Others go first, for a while. */
  const isPutOff = ({ materialId }: { readonly materialId: string }): boolean => {
    const refused = refusals.get(materialId);
    return (
      refused !== undefined &&
      refused.count >= MAX_REFUSALS &&
      clock.now().getTime() - refused.at < PUT_OFF_MS
    );
  };

  /** What failed less goes first, and among equals what has to go up: it exists only here. */
  const nextMove = (): Move | undefined => {
    const up = toSend.filter((file) => !sentAt.has(file.materialId));
    const moves: Move[] = [
      ...up.map((file) => ({ ...file, isUpload: true, run: () => send(file) })),
      ...toGet.map((file) => ({ ...file, isUpload: false, run: () => get(file) })),
    ];
    const troubleOf = (move: Move): number => troubles.get(move.materialId) ?? 0;
    return moves.filter((move) => !isPutOff(move)).toSorted((a, b) => troubleOf(a) - troubleOf(b))[0];
  };

  const noteRefusal = (materialId: string): void => {
    const count = (refusals.get(materialId)?.count ?? 0) + 1;
    refusals.set(materialId, { count, at: clock.now().getTime() });
  };

  /** Sends or fetches one file; false when there is none. */
  const moveOne = async (): Promise<boolean> => {
    look();
    const move = nextMove();
    if (!move) return false;
    const { materialId, sha256, isUpload } = move;
    try {
      await move.run();
      return true;
    } catch (error) {
      if (isUpload && sentNow) blobs.noteSent(sha256, sentNow.sentBytes);
      troubles.set(materialId, (troubles.get(materialId) ?? 0) + 1);
      if (isRefusal(error)) {
        noteRefusal(materialId);
        if (isUpload) blobs.restartUpload(sha256);
      }
      throw error;
    } finally {
      sentNow = null;
      if (!stopped.signal.aborted) {
        drop();
        look();
      }
      options.onProgress();
    }
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopped.signal.aborted) {
      let waitMs = IDLE_MS;
      try {
        if (await moveOne()) waitMs = 0;
        failures = 0;
      } catch (error) {
        if (stopped.signal.aborted) return;
        failures += 1;
        options.log('A file could not be moved', error);
        waitMs = backoffMs(failures, options.random, retryAfterOf(error));
        isPausing = true;
      }
      if (waitMs > 0) await timer.wait(waitMs);
      isPausing = false;
    }
  };

  return {
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopped.abort();
      timer.wake();
      await running;
    },
    wake: () => {
      drop();
      look();
      if (!isPausing) timer.wake();
    },
    retry: () => {
      troubles.clear();
      refusals.clear();
      timer.wake();
    },
    progress: () => {
      const sentOf = ({ materialId, sizeBytes, sentBytes }: FileToSend): number =>
        sentAt.has(materialId)
          ? sizeBytes
          : sentNow?.materialId === materialId
            ? sentNow.sentBytes
            : sentBytes;
      return {
        unverifiedBytes: toSend.reduce((sum, file) => sum + file.sizeBytes, 0),
        sentBytes: toSend.reduce((sum, file) => sum + sentOf(file), 0),
        isSending: toSend.some((file) => !sentAt.has(file.materialId)),
        filesToGet: toGet.filter((file) => !isPutOff(file)).length,
      };
    },
  };
}

const failureOf = (error: unknown) => (error instanceof RequestError ? error.failure : null);

/** It is this very file that cannot be moved: the school will not take or give it, or it cannot be read here. */
function isRefusal(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure === null) return true;
  if (failure.kind === 'refused') return failure.code === 'FORBIDDEN';
  const status = failure.kind === 'unavailable' ? failure.status : null;
  return status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
}

function retryAfterOf(error: unknown): number | null {
  const failure = failureOf(error);
  return failure?.kind === 'unavailable' ? failure.retryAfterMs : null;
}
