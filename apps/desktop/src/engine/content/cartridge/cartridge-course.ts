import { componentContext } from '../component-context.ts';
import type { CourseBuild } from '../course-format.ts';
import type { ItemRecord } from '../loss-report.ts';
import type { BlockNode, InlineNode } from '@educrowd/shared/content/content-json';
import { mapMarkup } from '../markup/map-markup.ts';
import type { ElementRule, FormulaSyntax, MappingContext, Original } from '../markup/mapping-context.ts';
import { isElement, type MarkupNode } from '../markup/markup.ts';
import { MEDIA_RULES } from '../markup/media-rules.ts';
import { TEX_BLOCK, TEX_INLINE } from '../markup/tex-formulas.ts';
import { HtmlError, parsePage, type HtmlPage } from '../markup/parse-html.ts';
import { originalNodes } from '../originals.ts';
import type { CourseSource } from '../source/course-source.ts';
import type { CartridgeLinks } from './cartridge-links.ts';
import type { CanvasFacts } from './canvas-facts.ts';
import type { Manifest } from './manifest.ts';

const CARTRIDGE_FORMAT = 'common-cartridge';

/** A cartridge that is being read, as its parts see it. */
export interface CartridgeCourse extends CourseBuild {
  readonly source: CourseSource;
  readonly manifest: Manifest;
  readonly canvas: CanvasFacts;
  readonly links: CartridgeLinks;
  /** Paths of files that are in the course in some form. */
  readonly used: Set<string>;
}

/** One part of a lesson, and the file that it stands in. */
export interface Part {
  readonly course: CartridgeCourse;
  readonly item: ItemRecord;
  readonly path: string;
}

export function mappingOf({ course, item, path }: Part): MappingContext {
  const { link, picture } = course.links.from(path);
  return componentContext(course, {
    item,
    format: CARTRIDGE_FORMAT,
    language: { link, picture, rules: RULES, formulas: FORMULAS },
  });
}

/** A part as nothing but its original. */
export function keepWhole({ course, item }: Part, original: Original): BlockNode[] {
  item.original(original.why);
  return originalNodes(original, {
    format: CARTRIDGE_FORMAT,
    place: item.place,
    materials: course.materials,
  });
}

/** Text as it stands in HTML. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** HTML that stands in a field of an XML file, or in a page of its own. */
export function htmlBlocks(html: string, part: Part): BlockNode[] {
  const { course, item } = part;
  course.task.spend('textBytes', html.length);
  if (html.length > course.task.limits.pageBytes)
    return mappingOf(part).keepOriginal({ kind: 'html', label: 'Text', source: html, why: TOO_LONG });
  let page: HtmlPage;
  try {
    page = parsePage(html, course.task.limits);
  } catch (error) {
    if (!(error instanceof HtmlError)) throw error;
    const why = `The page can't be read: ${error.message}.`;
    return mappingOf({ ...part, item }).keepOriginal({ kind: 'html', label: 'Text', source: html, why });
  }
  if (page.head.some(isCode))
    item.changed('The scripts and style sheets of the page as a whole were left out.');
  if (page.head.some(isUnpublished)) item.changed(WAS_HIDDEN);
  return mapMarkup(page.body, mappingOf(part));
}

const TOO_LONG = 'The text is too long for a lesson.';

export const WAS_HIDDEN = 'Learners did not get to see it; now everyone can.';

/** What Canvas writes at the top of a page that is not published. */
const isUnpublished = (node: MarkupNode): boolean =>
  isElement(node) &&
  node.name === 'meta' &&
  node.attributes.get('name') === 'workflow_state' &&
  node.attributes.get('content') === 'unpublished';

const isCode = (node: MarkupNode): boolean =>
  isElement(node) &&
  (node.name === 'style' ||
    node.name === 'script' ||
    (node.name === 'link' && /stylesheet/i.test(node.attributes.get('rel') ?? '')));

/** Plain text as paragraphs, whose lines stay lines. */
const plainBlocks = (text: string): BlockNode[] =>
  text.split(/\r?\n[^\S\n]*\n/).flatMap((paragraph): BlockNode[] => {
    const lines = paragraph.split('\n').flatMap((line) => line.replaceAll(/\s+/g, ' ').trim() || []);
    const content = lines.flatMap((line, index): InlineNode[] => [
      ...(index === 0 ? [] : [{ type: 'hardBreak' as const }]),
      { type: 'text', text: line },
    ]);
    return content.length === 0 ? [] : [{ type: 'paragraph', content }];
  });

/** A tag. The search for its end stops where the next one begins: it looks at no character twice. */
const TAG = /<[a-z][^<>]*>/i;

const hasTags = (text: string): boolean => TAG.test(text);

/** Text whose element says what it is: `texttype="text/html"`. Where nothing is said, tags tell. */
export const textBlocks = (text: string, type: string | undefined, part: Part): BlockNode[] =>
  type === 'text/html' || (type !== 'text/plain' && hasTags(text))
    ? htmlBlocks(text, part)
    : plainBlocks(text);

/** Canvas writes a formula as a picture that some server would draw, with its LaTeX beside it. */
const image: ElementRule = (element, flow, mapper) => {
  const { attributes } = element;
  const drawn = /\/equation_images\/([^?#]+)/.exec(attributes.get('src') ?? '')?.[1];
  const latex =
    attributes.get('data-equation-content') ?? (drawn === undefined ? undefined : decodedTwice(drawn));
  if (latex !== undefined && latex.trim() !== '') flow.formula(latex);
  else MEDIA_RULES['img']?.(element, flow, mapper);
};

function decodedTwice(text: string): string {
  try {
    return decodeURIComponent(decodeURIComponent(text));
  } catch {
    return text;
  }
}

const nothing: ElementRule = () => undefined;

const RULES: Readonly<Record<string, ElementRule>> = {
  img: image,
  title: nothing,
  meta: nothing,
  link: nothing,
  base: nothing,
};

const FORMULAS: readonly FormulaSyntax[] = [
  TEX_BLOCK,
  { pattern: /\$\$([^$]+)\$\$/g, isBlock: true },
  TEX_INLINE,
];
