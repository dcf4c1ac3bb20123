/** One resource of a cartridge as the text of a lesson. */
import type { BlockNode } from '@educrowd/shared/content/content-json';

import { placeOf } from '../course-format.ts';
import { boldParagraph } from '../markup/block-rules.ts';
import { embedAddress } from '../markup/embed-address.ts';
import { childElements, plainTextOf, textOf, type MarkupElement } from '../markup/markup.ts';
import { fileParagraph } from '../markup/media-rules.ts';
import { clipped } from '../originals.ts';
import { textItem } from '../question-blocks.ts';
import { readSourceText, type SourceFile } from '../source/course-source.ts';
import { htmlBlocks, keepWhole, textBlocks, type CartridgeCourse, type Part } from './cartridge-course.ts';
import { childCalled, descendantsCalled, firstCalled, localName, readXmlFile } from './cartridge-xml.ts';
import type { Resource } from './manifest.ts';
import { metadataOf, questionBlocks, materialBlocks } from './qti-question.ts';

export interface ResourceContext {
  readonly course: CartridgeCourse;
  /** Where the lesson lies, its title last. */
  readonly path: readonly string[];
}

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

export function convertResource(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
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

const fileOf = (path: string | undefined, { course }: ResourceContext): SourceFile | undefined =>
  path === undefined ? undefined : course.source.files.get(path);

function partOf(path: string, kind: string, { course, path: place }: ResourceContext): Part {
  course.used.add(path);
  return { course, path, item: course.report.item(placeOf(place, path), kind) };
}

function missing(resource: Resource, kind: string, context: ResourceContext): BlockNode[] {
  const path = resource.files[0] ?? resource.id;
  const why = resource.files.length === 0 ? 'It names no file.' : `The file ${path} is missing.`;
  return keepWhole(partOf(path, kind, context), {
    kind,
    label: context.path.at(-1) ?? kind,
    source: '',
    why,
  });
}

async function pageOf(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
  const { course } = context;
  const [path] = resource.files;
  const file = fileOf(path, context);
  if (file === undefined || path === undefined) return missing(resource, 'page', context);
  if (/\.x?html?$/i.test(path)) {
    const part = partOf(path, 'page', context);
    const decoded =
      file.sizeBytes > course.task.limits.pageBytes ? null : await readSourceText(file, course.task.limits);
    if (decoded !== null) {
      if (decoded.assumedEncoding !== null)
        part.item.changed(
          `The file is not in the encoding it claims; it was read as ${decoded.assumedEncoding}.`,
        );
      return htmlBlocks(decoded.text, part);
    }
    await course.materials.take([file]);
    part.item.changed('The page is too long for a lesson, or no text; the lesson leads to the file.');
    return fileBlocks(path, part);
  }
  return fileBlocks(path, partOf(path, 'file', context));
}

/** A picture as a picture, any other file as a link to it. */
function fileBlocks(path: string, part: Part): BlockNode[] {
  const material = part.course.materials.find(path);
  if (material === undefined) return [];
  const answer = part.course.links.from('').picture(encodeURI(path));
  const src = `<img src="${encodeURI(path).replaceAll('"', '%22')}" alt="">`;
  return answer.kind === 'material' || answer.kind === 'drawing'
    ? htmlBlocks(src, { ...part, path: '' })
    : [fileParagraph(material, '')];
}

type XmlReader = (root: MarkupElement, part: Part) => BlockNode[];

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
  return read(xml.root, part);
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

function discussionBlocks(root: MarkupElement, part: Part): BlockNode[] {
  part.item.changed(
    'What is to be discussed can be read; the answers of others are not part of a cartridge.',
  );
  const text = childCalled(root, 'text');
  const blocks = text ? textBlocks(textOf(text), text.attributes.get('texttype'), part) : [];
  return [...blocks, ...attachmentBlocks(root, part)];
}

function attachmentBlocks(root: MarkupElement, part: Part): BlockNode[] {
  const links = [...descendantsCalled(root, 'attachment')].flatMap(
    (attachment) => attachment.attributes.get('href') ?? [],
  );
  return links.flatMap((href) =>
    htmlBlocks(`<p><a href="${href.replaceAll('"', '%22')}">${href.split('/').at(-1) ?? href}</a></p>`, part),
  );
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

async function assignmentBlocks(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
  const { course } = context;
  const settings =
    resource.files.find((path) => /(?:assignment|assignment_settings)\.xml$/i.test(path)) ??
    resource.files[0];
  const file = fileOf(settings, context);
  if (file === undefined || settings === undefined) return missing(resource, 'assignment', context);
  const part = partOf(settings, 'assignment', context);
  const xml = await readXmlFile(file, course.task);
  if (xml.root === null)
    return keepWhole(part, {
      kind: 'assignment',
      label: context.path.at(-1) ?? '',
      source: xml.source,
      why: xml.why,
    });
  const { root } = xml;
  const text = childCalled(root, 'text') ?? childCalled(root, 'instructor_text');
  const blocks = text
    ? textBlocks(textOf(text), text.attributes.get('texttype'), part)
    : await pageBeside(resource, part);
  part.item.changed('The task can be read; nobody is asked to hand anything in, and no points are given.');
  return [...blocks, ...attachmentBlocks(root, part), ...rubricBlocks(root, course)];
}

/** Older exports of Canvas keep the text of an assignment in a page beside its settings. */
async function pageBeside(resource: Resource, part: Part): Promise<BlockNode[]> {
  const { course } = part;
  const path = resource.files.find((each) => /\.html?$/i.test(each));
  const file = path === undefined ? undefined : course.source.files.get(path);
  if (path === undefined || file === undefined || file.sizeBytes > course.task.limits.pageBytes) return [];
  course.used.add(path);
  const decoded = await readSourceText(file, course.task.limits);
  return decoded === null ? [] : htmlBlocks(decoded.text, { ...part, path });
}

function rubricBlocks(root: MarkupElement, { canvas }: CartridgeCourse): BlockNode[] {
  const id = firstCalled(root, 'rubric_identifierref');
  const rubric = id && canvas.rubrics.get(plainTextOf(id));
  if (!rubric) return [];
  const items = rubric.criteria.map(({ name, points, ratings }) =>
    textItem(clipped(`${name}${points === '' ? '' : ` (${points})`}: ${ratings.join(' · ')}`, 10_000)),
  );
  return items.length === 0
    ? []
    : [boldParagraph(clipped(rubric.title, 300)), { type: 'bulletList', content: items }];
}

async function quizBlocks(resource: Resource, context: ResourceContext): Promise<BlockNode[]> {
  const { course } = context;
  // Canvas writes every kind of question into a file of its own, and only those of the standard into the cartridge.
  const whole = `non_cc_assessments/${resource.id}.xml.qti`;
  const path = course.source.files.has(whole)
    ? whole
    : resource.files.find((each) => /\.(?:xml|qti)$/i.test(each));
  const file = fileOf(path, context);
  if (file === undefined || path === undefined) return missing(resource, 'quiz', context);
  for (const each of resource.files) course.used.add(each);
  const part = partOf(path, 'quiz', context);
  const xml = await readXmlFile(file, course.task);
  if (xml.root === null)
    return keepWhole(part, {
      kind: 'quiz',
      label: context.path.at(-1) ?? 'Quiz',
      source: xml.source,
      why: xml.why,
    });
  const intro = await introductionOf(resource, part);
  const found = sectionBlocks(xml.root, { context, path, count: { questions: 0 } });
  if (found.length === 0) part.item.changed('It holds no questions.');
  return [...intro, ...found];
}

/** Canvas keeps what a quiz says of itself in `assessment_meta.xml`, which the quiz depends on. */
async function introductionOf(resource: Resource, part: Part): Promise<BlockNode[]> {
  const { course } = part;
  const path = [
    `${resource.id}/assessment_meta.xml`,
    ...resource.dependencies.flatMap((id) => course.manifest.resources.get(id)?.files ?? []),
  ].find((each) => each.endsWith('assessment_meta.xml') && course.source.files.has(each));
  const file = path === undefined ? undefined : course.source.files.get(path);
  if (path === undefined || file === undefined) return [];
  course.used.add(path);
  const { root } = await readXmlFile(file, course.task);
  const description = root === null ? undefined : childCalled(root, 'description');
  return description ? textBlocks(textOf(description), 'text/html', { ...part, path }) : [];
}

interface QuizContext {
  readonly context: ResourceContext;
  readonly path: string;
  readonly count: { questions: number };
}

/** Questions in order, with the names of their sections; a bank from which some are drawn says so. */
function sectionBlocks(element: MarkupElement, quiz: QuizContext): BlockNode[] {
  const { context, path, count } = quiz;
  return childElements(element).flatMap((child): BlockNode[] => {
    switch (localName(child)) {
      case 'assessment':
      case 'objectbank':
        return sectionBlocks(child, quiz);
      case 'section': {
        const title = child.attributes.get('title') ?? '';
        const drawn = firstCalled(child, 'selection_number');
        if (drawn !== undefined && firstCalled(child, 'selection') !== undefined) {
          const item = context.course.report.item(
            placeOf([...context.path, title || 'group'], path),
            'group',
          );
          item.changed(
            `Each learner was asked ${plainTextOf(drawn).slice(0, 10)} of these questions at random; now all are shown.`,
          );
        }
        const blocks = sectionBlocks(child, quiz);
        return title === '' || blocks.length === 0
          ? blocks
          : [
              {
                type: 'heading',
                attrs: { level: 2 },
                content: [{ type: 'text', text: clipped(title, 500) }],
              },
              ...blocks,
            ];
      }
      case 'item': {
        context.course.task.spend('elements', 1);
        count.questions += 1;
        const label = `question ${count.questions}`;
        const item = context.course.report.item(
          placeOf([...context.path, label], path, child.line),
          'question',
        );
        return questionBlocks(child, titleOfQuestion(child), { course: context.course, item, path });
      }
      case 'presentation_material':
      case 'rubric':
      case 'objectives': {
        const item = context.course.report.item(
          placeOf([...context.path, localName(child)], path),
          localName(child),
        );
        const part: Part = { course: context.course, item, path };
        return [...descendantsCalled(child, 'material')].flatMap((material) =>
          materialBlocks(material, part),
        );
      }
      default:
        return [];
    }
  });
}

/** "Question" is what an exporter calls a question that nobody has named. */
function titleOfQuestion(element: MarkupElement): string | null {
  const title = (element.attributes.get('title') ?? '').trim();
  return title === '' ||
    /^(?:question|frage)(?:\s*\d+)?$/i.test(title) ||
    metadataOf(element, 'qmd_itemtype') === title
    ? null
    : title;
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
