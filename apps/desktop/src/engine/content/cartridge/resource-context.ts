/** What the kinds of resources share: where they stand, and what becomes of those that cannot be read. */
import type { BlockNode } from '@educrowd/shared/content/content-json';

import { placeOf, titleOf } from '../course-format.ts';
import { plainTextOf, type MarkupElement } from '../markup/markup.ts';
import { onOneLine } from '../one-line.ts';
import { clipped } from '../originals.ts';
import type { SourceFile } from '../source/course-source.ts';
import { escaped, htmlBlocks, keepWhole, type CartridgeCourse, type Part } from './cartridge-course.ts';
import type { LessonLink } from './cartridge-links.ts';
import { childCalled, descendantsCalled } from './cartridge-xml.ts';
import type { Resource } from './manifest.ts';

export interface ResourceContext {
  readonly course: CartridgeCourse;
  /** Where the lesson lies, its title last. */
  readonly path: readonly string[];
}

export const fileOf = (path: string | undefined, { course }: ResourceContext): SourceFile | undefined =>
  path === undefined ? undefined : course.source.files.get(path);

export function partOf(path: string, kind: string, { course, path: place }: ResourceContext): Part {
  course.used.add(path);
  return { course, path, item: course.report.item(placeOf(place, path), kind) };
}

export function missing(resource: Resource, kind: string, context: ResourceContext): BlockNode[] {
  const path = resource.files[0] ?? resource.id;
  const why = resource.files.length === 0 ? 'It names no file.' : `The file ${path} is missing.`;
  return keepWhole(partOf(path, kind, context), {
    kind,
    label: context.path.at(-1) ?? kind,
    source: '',
    why,
  });
}

export const titleHeading = (title: string): BlockNode => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [{ type: 'text', text: clipped(onOneLine(title), 500) }],
});

export const linkParagraph = ({ href, title }: LessonLink): BlockNode => ({
  type: 'paragraph',
  content: [{ type: 'text', text: clipped(title, 500), marks: [{ type: 'link', attrs: { href } }] }],
});

/** What a part calls itself, where the lesson that it became has another name. */
export const ownTitle = (title: string, { path }: ResourceContext): BlockNode[] => {
  const words = onOneLine(title);
  const isSame = titleOf(words, '').toLowerCase() === path.at(-1)?.toLowerCase();
  return words === '' || isSame ? [] : [titleHeading(words)];
};

/** The same for one that says it in an element. */
export function statedTitle(root: MarkupElement, context: ResourceContext): BlockNode[] {
  const title = childCalled(root, 'title');
  return title ? ownTitle(plainTextOf(title), context) : [];
}

export function attachmentBlocks(root: MarkupElement, part: Part): BlockNode[] {
  const links = [...descendantsCalled(root, 'attachment')].flatMap(
    (attachment) => attachment.attributes.get('href') ?? [],
  );
  return links.flatMap((href) =>
    htmlBlocks(`<p><a href="${escaped(href)}">${escaped(href.split('/').at(-1) ?? href)}</a></p>`, part),
  );
}
