import * as z from 'zod';
import { engineAnswer } from '../../ipc/channel.ts';
import { FILE_FIELD, PATH_FIELD, writeUploadPath } from '../../ipc/upload.ts';
import { EngineFailure, EngineUnreachable } from './engine-failure.ts';

/** A file with its place among those that are imported together, parts separated by `/`. */
export interface UploadFile {
  readonly path: string;
  readonly file: File;
}

interface Upload {
  files: readonly UploadFile[];
  onProgress: (sentBytes: number, totalBytes: number) => void;
  signal: AbortSignal;
}

const uploaded = z.strictObject({ path: z.string() });

/** Hands files to the browser host and answers the path under which the engine finds them. */
export function uploadImport({ files, onProgress, signal }: Upload): Promise<string> {
  const form = new FormData();
  for (const { path, file } of files) {
    form.append(PATH_FIELD, writeUploadPath(path));
    form.append(FILE_FIELD, file, FILE_FIELD);
  }
  // Not fetch: it cannot tell how much has been sent.
  const request = new XMLHttpRequest();
  request.open('POST', '/engine/upload');
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded, total));
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => request.abort());
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    request.addEventListener('error', () => reject(new EngineUnreachable(request.statusText)));
    request.addEventListener('load', () => {
      const { data: answer, error } = engineAnswer.safeParse(readJson(request.responseText));
      if (answer === undefined) reject(new EngineUnreachable(error));
      else if (answer.ok) resolve(uploaded.parse(answer.output).path);
      else reject(new EngineFailure(answer.error));
    });
    request.send(form);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
