/**
 * Files of the model school, by requests as they are on the wire: uploads that are resumed (tus), checked against the
 * hash that the row announced, and downloads of what was checked; and the job that collects what nothing refers to.
 */
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { Permission } from '@educrowd/shared/permissions/matrix';
import { sha256Hex } from '@educrowd/shared/primitives/digest';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { Scope } from '@educrowd/shared/sync/scope';
import type { SchoolBatch } from './school-batch.ts';
import { rowsOf, type SchoolState, type StoredUpload } from './school-state.ts';

export interface FileRequest {
  readonly method: string;
  readonly path: string;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** What arrived of it. */
  readonly body: Uint8Array;
}

export interface FileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

interface FileDoor {
  readonly state: () => SchoolState;
  readonly begin: (userId: string | null) => SchoolBatch;
  readonly commit: (batch: SchoolBatch) => void;
  /** Takes up to `maxMs`; rejects when the server is restarted meanwhile. */
  readonly pass: (maxMs: number) => Promise<void>;
  readonly nowMs: () => number;
}

const UPLOADS = '/api/files/';
const STEP_MS = 20;
const HASHING_MS = 600;
const JOB_MS = 2_500;
const EXPIRES_MS = 7 * 86_400_000;
export const COLLECT_AFTER_MS = 7 * 86_400_000;
const nothing = new Uint8Array();
const answer = (
  status: number,
  headers: FileAnswer['headers'] = {},
  body: Uint8Array = nothing,
): FileAnswer => ({
  status,
  headers,
  body,
});
const material = entityNamed('Material');

const materialsOf = (state: SchoolState, sha256: string): WireRow[] =>
  rowsOf(state, 'materials').filter((row) => row.sha256 === sha256);

/** Whether somebody who adds a file with these bytes can read them here already. */
export function isKnownTo(batch: SchoolBatch, { sha256, sizeBytes }: WireRow): boolean {
  return materialsOf(batch.state, String(sha256)).some(
    (row) =>
      row.state === 'ready' &&
      row.deletedAt === null &&
      row.sizeBytes === sizeBytes &&
      batch.isAllowed('content.author', material.scope(row)),
  );
}

export function createFileDoor({ state, begin, commit, pass, nowMs }: FileDoor) {
  /** One lock for each file: it is decided whether it goes, and nothing can say meanwhile that it has arrived. */
  const deciding = new Map<string, Promise<void>>();
  const undecided = async (sha256: string): Promise<void> => {
    while (deciding.has(sha256)) await deciding.get(sha256);
  };
  const liveMaterial = (id: string): WireRow | null => {
    const row = state().rows.get(`materials ${id}`)?.row;
    return row?.deletedAt === null ? row : null;
  };

  const announce = async (userId: string, { headers }: FileRequest): Promise<FileAnswer> => {
    const { materialId, sha256 } = readMetadata(headers['upload-metadata'] ?? '');
    const sizeBytes = Number(headers['upload-length']);
    if (materialId === undefined || sha256 === undefined) return answer(400);
    const row = liveMaterial(materialId);
    if (!row || !begin(userId).isAllowed('material.upload', material.scope(row))) return answer(404);
    if (row.sha256 !== sha256 || row.sizeBytes !== sizeBytes) return answer(409);
    const id = newId<'Upload'>();
    state().uploads.set(id, { userId, sha256, sizeBytes, bytes: nothing, begunMs: nowMs() });
    const finished = sizeBytes === 0 ? await finish(userId, id) : null;
    if (finished !== null && finished.status !== 204) return finished;
    return answer(201, { location: `${UPLOADS}${id}` });
  };

  /** The bytes are checked and in place before the rows say so. */
  const finish = async (userId: string, id: string): Promise<FileAnswer> => {
    const upload = state().uploads.get(id);
    if (!upload?.bytes) return answer(410);
    const { bytes, sha256 } = upload;
    await pass(HASHING_MS);
    if (sha256Hex(bytes) !== sha256) {
      state().uploads.delete(id);
      return answer(409);
    }
    state().files.set(sha256, bytes);
    state().uploads.set(id, { ...upload, bytes: null });
    await pass(STEP_MS);
    state().uploads.delete(id);
    await pass(STEP_MS);
    await undecided(sha256);
    return markReady(userId, sha256);
  };

  const markReady = (userId: string, sha256: string): FileAnswer => {
    const batch = begin(userId);
    if (!batch.isAllowed('sync.use', 'staff')) return answer(403);
    // It was collected in between.
    if (!state().files.has(sha256)) return answer(409);
    batch.attempt(() => {
      for (const row of materialsOf(state(), sha256))
        if (row.state === 'pending' && batch.isAllowed('material.upload', material.scope(row)))
          batch.put('Material', { ...row, state: 'ready' }, []);
    });
    commit(batch);
    return answer(204);
  };

  const ownUpload = (userId: string, id: string): StoredUpload | number => {
    const upload = state().uploads.get(id);
    if (upload?.userId !== userId) return 404;
    return upload.bytes === null || nowMs() - upload.begunMs > EXPIRES_MS ? 410 : upload;
  };

  const tell = (userId: string, id: string): FileAnswer => {
    const upload = ownUpload(userId, id);
    if (typeof upload === 'number') return answer(upload);
    const { bytes, sizeBytes } = upload;
    return answer(200, { 'upload-offset': String(bytes?.length), 'upload-length': String(sizeBytes) });
  };

  const append = async (userId: string, id: string, { headers, body }: FileRequest): Promise<FileAnswer> => {
    const upload = ownUpload(userId, id);
    if (typeof upload === 'number') return answer(upload);
    const { bytes, sizeBytes } = upload;
    const offset = bytes?.length ?? 0;
    if (Number(headers['upload-offset']) !== offset) return answer(409);
    const grown = Buffer.concat([bytes ?? nothing, body]);
    if (grown.length > sizeBytes) return answer(413);
    state().uploads.set(id, { ...upload, bytes: grown });
    // The line broke: nothing is finished before somebody asks again.
    if (body.length < Number(headers['content-length'] ?? 0)) return answer(500);
    const finished = grown.length === sizeBytes ? await finish(userId, id) : answer(204);
    return finished.status === 204 ? answer(204, { 'upload-offset': String(grown.length) }) : finished;
  };

  const send = (userId: string, id: string, { headers }: FileRequest): FileAnswer => {
    const row = liveMaterial(id);
    const bytes = state().files.get(String(row?.sha256));
    if (row?.state !== 'ready' || !mayRead(userId, row) || !bytes) return answer(404);
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? -1);
    if (start < 0) return answer(200, {}, bytes);
    if (start >= bytes.length) return answer(416);
    const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
    return answer(206, { 'content-range': range }, bytes.subarray(start));
  };

  /** Staff, and everybody for the picture of a published course. */
  const mayRead = (userId: string, { id = null, courseId = null, campaignId = null }: WireRow): boolean => {
    const batch = begin(userId);
    const isAllowed = (permission: Permission, scope: Scope): boolean => batch.isAllowed(permission, scope);
    if (typeof campaignId === 'string') return isAllowed('campaign.preview', `campaign:${campaignId}`);
    const course = state().rows.get(`courses ${String(courseId)}`)?.row;
    if (course?.deletedAt !== null) return false;
    if (isAllowed('course.preview', `course:${String(courseId)}`)) return true;
    return course.status === 'published' && course.coverMaterialId === id;
  };

  return {
    ask: async (userId: string, request: FileRequest): Promise<FileAnswer> => {
      const { method, path } = request;
      const id = path.startsWith(UPLOADS) ? path.slice(UPLOADS.length) : '';
      const [, materialId] = /^\/api\/v1\/materials\/([^/]+)\/content$/.exec(path) ?? [];
      await pass(STEP_MS);
      if (method === 'GET' && materialId !== undefined) return send(userId, materialId, request);
      if (method === 'POST') return announce(userId, request);
      return method === 'HEAD' ? tell(userId, id) : append(userId, id, request);
    },
    /** Removes files that nothing has referred to for long enough. */
    collect: async (): Promise<void> => {
      for (const [sha256, dueMs] of state().collections) {
        if (dueMs > nowMs()) continue;
        await undecided(sha256);
        const isReferredTo = materialsOf(state(), sha256).length > 0;
        const { promise, resolve } = Promise.withResolvers<void>();
        deciding.set(sha256, promise);
        try {
          await pass(JOB_MS);
          state().collections.delete(sha256);
          if (!isReferredTo) state().files.delete(sha256);
        } finally {
          deciding.delete(sha256);
          resolve();
        }
      }
    },
  };
}

const readMetadata = (header: string): Partial<Record<string, string>> =>
  Object.fromEntries(
    header.split(',').map((pair) => {
      const [key = '', value = ''] = pair.trim().split(' ');
      return [key, Buffer.from(value, 'base64').toString()];
    }),
  );
