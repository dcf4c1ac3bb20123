import { isHttpsAddress } from '@educrowd/shared/content/link-target';
import { base64ToBytes } from '@educrowd/shared/primitives/bytes';
import { newId } from '@educrowd/shared/primitives/id';

export interface PastedPictures {
  /** What has to be kept, by the ids under which the pictures stand in the pasted text until it is. */
  readonly files: ReadonlyMap<string, File>;
  /** Pictures that the text only names by a place that nobody but the other program can read. */
  readonly unreadable: number;
}

export const noPictures: PastedPictures = { files: new Map(), unreadable: 0 };

const DATA = /^data:(image\/[\w.+-]+)(?:;[^,;]*)*;base64,([A-Za-z0-9+/=\s]+)$/i;

/**
 * What happens to the pictures of pasted HTML. Those at https addresses, and those that are kept already, stand as they
 * are; the schema would drop the others without a word.
 *
 * @param given files that came along with the HTML
 */
export function takePictures(root: Element, given: readonly File[]): PastedPictures {
  setPicturesFree(root);
  const pictures = [...root.querySelectorAll('img')];
  const only = pictures.length === 1 ? soleFile(given) : null;
  const files = new Map<string, File>();
  let unreadable = 0;
  for (const picture of pictures) {
    const source = picture.getAttribute('src') ?? '';
    if (picture.hasAttribute('data-material') || isHttpsAddress(source)) continue;
    const file = pictureIn(source, files.size + 1) ?? only;
    if (file === null) {
      unreadable += 1;
      picture.remove();
      continue;
    }
    const id = newId();
    picture.setAttribute('data-material', id);
    files.set(id, file);
  }
  return { files, unreadable };
}

/** A picture is a block of its own, and would leave the paragraph that it stands in alone behind, empty. */
function setPicturesFree(root: Element): void {
  for (const paragraph of root.querySelectorAll('p, h1, h2, h3, h4, h5, h6')) {
    if (paragraph.textContent.trim() !== '') continue;
    const pictures = paragraph.querySelectorAll('img');
    if (pictures.length > 0) paragraph.replaceWith(...pictures);
  }
}

/** Whoever copies one picture gives it with HTML around it that only names it. */
function soleFile(given: readonly File[]): File | null {
  const [file, ...others] = given;
  return file?.type.startsWith('image/') && others.length === 0 ? file : null;
}

/** The picture that an address holds within itself, named by its number; null where there is none. */
export function pictureIn(source: string, number: number): File | null {
  const [, type = '', data = ''] = DATA.exec(source) ?? [];
  const bytes = data === '' ? null : decode(data);
  const kind = type.slice('image/'.length);
  return bytes && new File([bytes], `picture-${number}.${kind}`, { type });
}

function decode(data: string): Uint8Array<ArrayBuffer> | null {
  try {
    return base64ToBytes(data.replaceAll(/\s/g, ''));
  } catch {
    return null;
  }
}
