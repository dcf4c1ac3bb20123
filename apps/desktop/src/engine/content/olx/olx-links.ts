import { posix } from 'node:path';

import { inlinePicture, pictureOf } from '../component-context.ts';
import type { CourseBuild } from '../course-format.ts';
import type { ImportedMaterial } from '../imported-course.ts';
import type { LinkAnswer, PictureAnswer } from '../markup/mapping-context.ts';
import { quotedAddress, resolveAddress, spellingsOf } from '../markup/resolve-address.ts';
import { lessonReference, materialReference } from '../references.ts';
import { compareText, type CourseSource } from '../source/course-source.ts';

export interface OlxLinks {
  link(href: string): LinkAnswer;
  picture(src: string): PictureAnswer;
  /** A file of `static/`, by any of the names that Open edX gives it. */
  file(name: string): ImportedMaterial | undefined;
}

/** Where the addresses in an Open edX course lead. `lessonKeys` knows every element's `url_name`. */
export function createOlxLinks(
  source: CourseSource,
  lessonKeys: ReadonlyMap<string, string>,
  { materials }: Pick<CourseBuild, 'materials'>,
): OlxLinks {
  const byLooseName = new Map(
    [...source.files.keys()]
      .filter((path) => path.startsWith(STATIC))
      .toSorted((a, b) => compareText(b, a))
      .map((path) => [looseName(path.slice(STATIC.length)), path]),
  );

  const fileNamed = (name: string): ImportedMaterial | undefined => {
    const path = posix.normalize(`${STATIC}${name.replace(/^\/+/, '')}`);
    return materials.find(path) ?? materials.find(byLooseName.get(looseName(name)) ?? '');
  };
  const file = (name: string): ImportedMaterial | undefined =>
    spellingsOf(name)
      .map(fileNamed)
      .find((each) => each !== undefined);

  const lessonAt = (path: string): string | undefined => {
    const name =
      /\/jump_to_id\/([^/?#]+)/.exec(path)?.[1] ?? blockNameOf(/\/jump_to\/([^?#]+)/.exec(path)?.[1] ?? '');
    if (name !== null) return lessonKeys.get(name);
    // /courses/<course>/courseware/<chapter>/<sequential>/<unit number>/
    const parts = /\/courseware\/([^?#]+)/.exec(path)?.[1]?.split('/').toReversed() ?? [];
    return parts.map((part) => lessonKeys.get(part)).find((key) => key !== undefined);
  };

  return {
    file,
    link(href) {
      const address = resolveAddress(href);
      if (address.kind === 'anchor') return { href: address.href };
      const path = address.kind === 'local' ? address.path : address.href;
      const lesson = lessonAt(path);
      if (lesson !== undefined) return { href: lessonReference(lesson) };
      const name = assetNameOf(path);
      const material = name === null ? undefined : file(name);
      if (material !== undefined) return { href: materialReference(material.key) };
      if (address.kind === 'outside') return { href: address.href };
      return address.kind === 'refused'
        ? { lost: `The address ${quotedAddress(href)} can't be a link in a lesson; its text is kept.` }
        : { lost: `The link to ${quotedAddress(href)} leads to nothing in the course; its text is kept.` };
    },
    picture(src) {
      const address = resolveAddress(src);
      if (address.kind === 'refused') return inlinePicture(src, { materials }) ?? missing(src);
      const path = address.kind === 'local' ? address.path : address.href;
      const name = assetNameOf(path) ?? (address.kind === 'local' ? path : null);
      const material = name === null ? undefined : file(name);
      if (material !== undefined) return pictureOf(material);
      const url = address.kind === 'outside' ? address.href.replace(/^http:/i, 'https:') : '';
      return url.startsWith('https:') ? { kind: 'web', url } : missing(src);
    },
  };
}

const STATIC = 'static/';

const missing = (src: string): PictureAnswer => ({
  kind: 'missing',
  why: `The picture ${quotedAddress(src)} is not in the course.`,
});

/** `block-v1:Org+Course+Run+type@vertical+block@a1` and `i4x://Org/Course/vertical/a1` name `a1`. */
function blockNameOf(key: string): string | null {
  return /block@([^/+]+)/.exec(key)?.[1] ?? /^i4x:\/\/?[^/]+\/[^/]+\/[^/]+\/([^/@]+)/.exec(key)?.[1] ?? null;
}

/**
 * The file's name in an address such as `/static/a.png`, `/c4x/Org/Course/asset/a.png` or
 * `/asset-v1:Org+Course+Run+type@asset+block@a.png`.
 */
function assetNameOf(path: string): string | null {
  return (
    /asset-v1:[^/]*?(?:\+block@|\+block\/|\/block\/)(.+)$/.exec(path)?.[1] ??
    /\/c4x\/[^/]+\/[^/]+\/asset\/(.+)$/.exec(path)?.[1] ??
    /^\/?static\/(.+)$/.exec(path)?.[1] ??
    null
  );
}

/** Open edX writes the folders of an asset into its name, and other characters than these as a line. */
const looseName = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.-]+/gu, '_')
    .replace(/^_+/, '');
