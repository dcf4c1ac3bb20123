/** Kinds of pictures that every browser shows. Drawings (SVG) are none of them: they can hold more than a picture. */
export const PICTURE_TYPES = [
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
] as const;

const types: ReadonlySet<string> = new Set(PICTURE_TYPES);

export const isPicture = (mimeType: string): boolean => types.has(mimeType);
