import { isPicture } from '@educrowd/shared/content/picture-types';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import type { ContentHome } from '../../ipc/materials.ts';
import type { App } from './app-context.tsx';

/** Largest picture that is taken into a text; it travels to the engine in one message. */
const MAX_PICTURE_BYTES = 24 * 1024 * 1024;

/** Keeps a picture with its course or campaign; says why not and answers null when it cannot be one. */
export async function addPicture(
  { engine, t, formats, showToast }: App,
  home: ContentHome,
  file: File,
): Promise<{ materialId: string } | null> {
  // By its name alone; the engine looks into the bytes and has the last word.
  if (!isPicture(file.type)) {
    showToast({ text: t('refusals.notAPicture', { name: file.name }), tone: 'danger' });
    return null;
  }
  if (file.size > MAX_PICTURE_BYTES) {
    const limit = `${formats.megabytes(MAX_PICTURE_BYTES)} MB`;
    showToast({ text: t('editor.pictureTooBig', { name: file.name, limit }), tone: 'danger' });
    return null;
  }
  const bytes = bytesToBase64(new Uint8Array(await file.arrayBuffer()));
  return engine.client.materials.addPicture({ home, name: file.name.slice(-255), bytes });
}
