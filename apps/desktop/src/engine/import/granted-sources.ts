/**
 * What may be imported: only what a person has chosen. A window names paths, and one that runs foreign code would name
 * any; so each has to prove that it came from the system's own dialog or a drop, or lie where uploads are received.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { relative, resolve, sep } from 'node:path';
import type { ImportSource } from '../../ipc/import.ts';

export type MayImport = (source: ImportSource) => boolean;

/** Of Electron's main process, which has the key: nobody else can sign a path. */
export const signSource = (key: string, path: string): string =>
  createHmac('sha256', key).update(path).digest('hex');

export const signedSources =
  (key: string): MayImport =>
  ({ path, grant }) => {
    const expected = Buffer.from(signSource(key, path));
    const given = Buffer.from(grant ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };

/** What the browser host has received: each upload lies in a folder of its own. */
export const uploadedSources =
  (uploadFolder: string): MayImport =>
  ({ path }) => {
    const parts = relative(resolve(uploadFolder), resolve(path)).split(sep);
    return isUploadId(parts[0] ?? '') && parts.length > 1;
  };

export const isUploadId = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
