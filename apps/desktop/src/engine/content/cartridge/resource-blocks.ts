/** One resource of a cartridge as the text of a lesson. */
import type { BlockNode } from '@educrowd/shared/content/content-json';

import { embedAddress } from '../markup/embed-address.ts';
import { plainTextOf, textOf, type MarkupElement } from '../markup/markup.ts';
import { fileParagraph } from '../markup/media-rules.ts';
import { clipped } from '../originals.ts';
import { readSourceText } from '../source/course-source.ts';
import { assignmentBlocks } from './assignment-blocks.ts';
import { htmlBlocks, keepWhole, textBlocks, type Part } from './cartridge-course.ts';
import { childCalled, firstCalled, readXmlFile } from './cartridge-xml.ts';
import { isPage, type Resource } from './manifest.ts';
import { quizBlocks } from './quiz-blocks.ts';
import {
  attachmentBlocks,
  fileOf,
  missing,
  partOf,
  statedTitle,
  type ResourceContext,
} from './resource-context.ts';

/** What a resource is, whatever the version of the standard. */
export type ResourceKind = 'page' | 'link' | 'discussion' | 'quiz' | 'assignment' | 'tool' | 'data' | 'other';

export function kindOf({ type, files }: Resource): ResourceKind {
  if (/^imswl_/i.test(type)) return 'link';
  if (/^imsdt_/i.test(type)) return 'discussion';
  if (/^imsqti_/i.test(type)) return 'quiz';
  if (/^assignment_xml/i.test(type)) return 'assignment';
  if (/^imsbasiclti_/i.test(type)) return 'tool';
  if (/^webcontent$/i.test(type)) return 'page';
  if (/^associatedcontent\//i.test(type)) {
    // Question banks of Canvas.
    if (/\.qti$/i.test(files[0] ?? '')) return 'quiz';
    if (files.some((path) => path.endsWith('/assignment_settings.xml'))) return 'assignment';
    return /\.html?$/i.test(files[0] ?? '') ? 'page' : 'data';
  }
  return 'other';
}

export async function convertResource(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
  const { files, addresses } = resource;
  const ofFiles = files.length > 0 || addresses.length === 0 ? await blocksOf(resource, context) : [];
  const ofAddresses = addresses.flatMap((address) =>
    addressBlocks(address, '', { part: partOf(resource.id, 'link', context), source: address }),
  );
  return [...ofFiles, ...ofAddresses];
}

function blocksOf(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
  switch (kindOf(resource)) {
    case 'page':
      return pageOf(resource, context);
    case 'link':
      return withXml(resource, context, { kind: 'link', read: linkBlocks });
    case 'discussion':
      return withXml(resource, context, { kind: 'discussion', read: discussionBlocks });
    case 'quiz':
      return quizBlocks(resource, context);
    case 'assignment':
      return assignmentBlocks(resource, context);
    case 'tool':
      return withXml(resource, context, { kind: 'tool', read: toolBlocks });
    case 'data':
    case 'other':
      return Promise.resolve(otherBlocks(resource, context));
  }
}

async function pageOf(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
  const { course } = context;
  const [path] = resource.files;
  const file = fileOf(path, context);
  if (file === undefined || path === undefined) return missing(resource, 'page', context);
  if (isPage(path)) {
    const part = partOf(path, 'page', context);
    const decoded =
      file.sizeBytes > course.task.limits.pageBytes ? null : await readSourceText(file, course.task.limits);
    if (decoded !== null) {
      if (decoded.doubt !== null) part.item.changed(decoded.doubt);
      return htmlBlocks(decoded.text, part);
    }
    await course.materials.take([file]);
    part.item.changed('The page is too long for a lesson, or no text; the lesson leads to the file.');
    return fileBlocks(path, part);
  }
  await course.materials.take([file]);
  return fileBlocks(path, partOf(path, 'file', context));
}

/** A picture as a picture, any other file as a link to it. */
function fileBlocks(path: string, part: Part): BlockNode[] {
  const material = part.course.materials.find(path);
  if (material === undefined) return [];
  const address = path.split('/').map(encodeURIComponent).join('/');
  const { kind } = part.course.links.from('').picture(address);
  return kind === 'material' || kind === 'drawing'
    ? htmlBlocks(`<img src="${address}" alt="">`, { ...part, path: '' })
    : [fileParagraph(material, '')];
}

type XmlReader = (root: MarkupElement, part: Part, context: ResourceContext) => BlockNode[];

/** A resource that is one XML file, read by `read`. */
async function withXml(
  resource: Resource,
  context: ResourceContext,
  { kind, read }: { kind: string; read: XmlReader },
): Promise<BlockNode[]> {
  const path = resource.files.find((each) => each.toLowerCase().endsWith('.xml')) ?? resource.files[0];
  const file = fileOf(path, context);
  if (file === undefined || path === undefined) return missing(resource, kind, context);
  const part = partOf(path, kind, context);
  const xml = await readXmlFile(file, context.course.task);
  if (xml.root === null)
    return keepWhole(part, { kind, label: context.path.at(-1) ?? kind, source: xml.source, why: xml.why });
  if (xml.doubt !== null) part.item.changed(xml.doubt);
  return read(xml.root, part, context);
}

function linkBlocks(root: MarkupElement, part: Part): BlockNode[] {
  const title = childCalled(root, 'title');
  const href = childCalled(root, 'url')?.attributes.get('href') ?? '';
  return addressBlocks(href, title ? plainTextOf(title) : '', { part, source: root.source });
}

/** A card that leads to an address. */
export function addressBlocks(
  href: string,
  title: string,
  { part, source }: { part: Part; source: string },
): BlockNode[] {
  const url = embedAddress(href);
  if (url !== null)
    return [{ type: 'embed', attrs: { url, ...(title === '' ? {} : { title: clipped(title, 300) }) } }];
  return keepWhole(part, {
    kind: 'link',
    label: title || href,
    source,
    why: `The address “${href.slice(0, 100)}” can't be part of a lesson.`,
  });
}

function discussionBlocks(root: MarkupElement, part: Part, context: ResourceContext): BlockNode[] {
  part.item.changed(
    'What is to be discussed can be read; the answers of others are not part of a cartridge.',
  );
  const text = childCalled(root, 'text');
  const blocks = text ? textBlocks(textOf(text), text.attributes.get('texttype'), part) : [];
  return [...statedTitle(root, context), ...blocks, ...attachmentBlocks(root, part)];
}

function toolBlocks(root: MarkupElement, part: Part): BlockNode[] {
  const description = childCalled(root, 'description');
  const address = ['secure_launch_url', 'launch_url'].flatMap((name) => {
    const url = firstCalled(root, name);
    return url ? plainTextOf(url) : [];
  })[0];
  const says = description ? textBlocks(textOf(description), undefined, part) : [];
  const name = firstCalled(root, 'title');
  return [
    ...says,
    ...keepWhole(part, {
      kind: 'tool',
      label: (name && plainTextOf(name)) || 'External tool',
      source: root.source,
      why: `An external tool (LTI)${address === undefined ? '' : ` at ${address.slice(0, 200)}`} can't run in a lesson.`,
    }),
  ];
}

/** A kind of part that the standard may have and this version does not know. */
function otherBlocks(resource: Resource, context: ResourceContext): BlockNode[] {
  const path = resource.files[0] ?? resource.id;
  const part = partOf(path, 'part', context);
  const material = context.course.materials.find(path);
  const why = `A part of the kind “${resource.type.slice(0, 80)}” can't be shown in a lesson.`;
  if (material === undefined)
    return keepWhole(part, {
      kind: resource.type || 'part',
      label: context.path.at(-1) ?? path,
      source: '',
      why,
    });
  part.item.changed(`${why} The lesson leads to its file.`);
  return [fileParagraph(material, '')];
}
