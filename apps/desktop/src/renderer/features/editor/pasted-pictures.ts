import { base64ToBytes } from '@educrowd/shared/primitives/bytes';

export interface PastedPictures {
  /** Pictures that lie in the pasted text itself. */
  readonly files: readonly File[];
  /** Pictures that the text only names by a place that nobody but the other program can read. */
  readonly unreadable: number;
}

const IMAGE = /<img\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;
const DATA = /^data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/=\s]+)$/;

/**
 * What happens to the pictures of pasted HTML. Those at https addresses stand where they were; the others would be
 * dropped by the schema without a word. Read by pattern, since parsing HTML is what the security policy forbids.
 */
export function picturesOf(html: string): PastedPictures {
  const sources = [...html.matchAll(IMAGE)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const others = sources.filter((source) => !/^https:/i.test(source));
  const files = others.flatMap((source, index) => {
    const [, type = '', data = ''] = DATA.exec(source) ?? [];
    const bytes = data === '' ? null : decode(data);
    return bytes === null
      ? []
      : [new File([bytes], `picture-${index + 1}.${type.slice('image/'.length)}`, { type })];
  });
  return { files, unreadable: others.length - files.length };
}

function decode(data: string): Uint8Array<ArrayBuffer> | null {
  try {
    return base64ToBytes(data.replaceAll(/\s/g, ''));
  } catch {
    return null;
  }
}
