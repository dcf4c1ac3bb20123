import { posix } from 'node:path';

import { inlinePicture, pictureOf } from '../component-context.ts';
import type { ImportedMaterial } from '../imported-course.ts';
import type { LinkAnswer, PictureAnswer } from '../markup/mapping-context.ts';
import { quotedAddress, resolveAddress, spellingsOf } from '../markup/resolve-address.ts';
import type { Materials } from '../materials.ts';
import { lessonReference, materialReference } from '../references.ts';
import { pathsMeantBy, pathWithin } from './cartridge-paths.ts';

export interface PageLinks {
  link(href: string): LinkAnswer;
  picture(src: string): PictureAnswer;
}

export interface CartridgeLinks {
  /** How addresses read in the file at `path`. */
  from(path: string): PageLinks;
  /** The lesson that a resource or an item of the organization became. */
  lesson(id: string): LessonLink | null;
}

export interface LessonLink {
  readonly href: string;
  readonly title: string;
}

export interface Destinations {
  /** Key of the lesson that a resource or an item of the organization became. */
  readonly lessonOfId: ReadonlyMap<string, string>;
  readonly titleOfLesson: ReadonlyMap<string, string>;
  readonly lessonOfFile: ReadonlyMap<string, string>;
  /** The first file of each resource. */
  readonly fileOfId: ReadonlyMap<string, string>;
}

/** Where the addresses in a cartridge lead. `onFile` is told of every file that is shown or linked. */
export function createCartridgeLinks(
  { lessonOfId, titleOfLesson, lessonOfFile, fileOfId }: Destinations,
  materials: Materials,
  onFile: (path: string) => void,
): CartridgeLinks {
  const wikiPages = new Map(
    [...lessonOfFile].flatMap(([path, key]) => {
      const slug = /(?:^|\/)wiki_content\/([^/]+)\.html?$/i.exec(path)?.[1];
      return slug === undefined ? [] : [[slug.toLowerCase(), key] as const];
    }),
  );

  const lessonNamed = (path: string): string | undefined => {
    const name = objectNamed(path);
    return name === null ? undefined : (lessonOfId.get(name) ?? wikiPages.get(name.toLowerCase()));
  };

  return {
    lesson(id) {
      const key = lessonOfId.get(id);
      return key === undefined ? null : { href: lessonReference(key), title: titleOfLesson.get(key) ?? id };
    },
    from(page) {
      const folder = posix.dirname(page) === '.' ? '' : posix.dirname(page);
      const placesOf = (path: string): string[] => {
        const object = objectNamed(path);
        if (object !== null) return [fileOfId.get(object) ?? []].flat();
        const [, inBase] = /^\/?\$IMS[-_]CC[-_]FILEBASE\$\/?(.*)$/s.exec(path) ?? [];
        const places =
          inBase === undefined
            ? [pathWithin(folder, path), pathWithin('', path)]
            : [pathWithin('web_resources', inBase), pathWithin(folder, inBase), pathWithin('', inBase)];
        return places.filter((place) => place !== null);
      };
      const candidates = (href: string): string[] =>
        pathsMeantBy(href.trim()).flatMap(spellingsOf).flatMap(placesOf);
      const file = (href: string): ImportedMaterial | undefined => {
        const found = candidates(href).find((each) => materials.find(each) !== undefined);
        if (found === undefined) return undefined;
        onFile(found);
        return materials.find(found);
      };
      return {
        link(href) {
          const address = resolveAddress(href);
          if (address.kind === 'anchor' || address.kind === 'outside') return { href: address.href };
          if (address.kind === 'refused')
            return {
              lost: `The address ${quotedAddress(href)} can't be a link in a lesson; its text is kept.`,
            };
          const lesson =
            lessonNamed(address.path) ?? candidates(href).flatMap((path) => lessonOfFile.get(path) ?? [])[0];
          if (lesson !== undefined) return { href: lessonReference(lesson) };
          const material = file(href);
          return material === undefined
            ? { lost: `The link to ${quotedAddress(href)} leads to nothing in the course; its text is kept.` }
            : { href: materialReference(material.key) };
        },
        picture(src) {
          const address = resolveAddress(src);
          const missing = {
            kind: 'missing' as const,
            why: `The picture ${quotedAddress(src)} is not in the course.`,
          };
          switch (address.kind) {
            case 'refused':
              return inlinePicture(src, { materials }) ?? missing;
            case 'outside': {
              const url = address.href.replace(/^http:/i, 'https:');
              return url.startsWith('https:') ? { kind: 'web', url } : missing;
            }
            case 'local': {
              const material = file(src);
              return material === undefined ? missing : pictureOf(material);
            }
            default:
              return missing;
          }
        },
      };
    },
  };
}

/** The last name in `$CANVAS_OBJECT_REFERENCE$/quizzes/<id>`, `$WIKI_REFERENCE$/pages/<slug>`, `…/file_ref/<id>/preview` */
function objectNamed(path: string): string | null {
  const [, names] =
    /^\/?\$(?:CANVAS_OBJECT_REFERENCE|WIKI_REFERENCE|CANVAS_COURSE_REFERENCE)\$\/(.*)$/.exec(path) ?? [];
  return names?.split('/').findLast((part) => !/^(?:|edit|preview|download)$/.test(part)) ?? null;
}
