import { cleanText } from '@educrowd/shared/content/clean-text';
import type { BlockNode, ImageNode } from '@educrowd/shared/content/content-json';
import { MAX_ALT_LENGTH, MAX_TITLE_LENGTH } from '@educrowd/shared/content/content-limits';

import { materialReference } from '../references.ts';
import { embedAddress } from './embed-address.ts';
import type { Flow } from './flow.ts';
import type { ElementRule, Mapper } from './mapping-context.ts';
import { quotedAddress } from './resolve-address.ts';
import {
  childElements,
  childNamed,
  descendants,
  holdsEmphasis,
  linksIn,
  plainTextOf,
  styleOf,
  textOf,
  type MarkupElement,
} from './markup.ts';

const image: ElementRule = (element, flow, mapper) => picture(element, flow, { mapper, caption: null });

function picture(
  element: MarkupElement,
  flow: Flow,
  { mapper, caption }: { mapper: Mapper; caption: string | null },
): void {
  const { context } = mapper;
  const src = element.attributes.get('src')?.trim() ?? '';
  const answer =
    src === '' ? { kind: 'missing' as const, why: 'A picture without an address.' } : context.picture(src);
  const alt = bounded(element.attributes.get('alt') ?? '', MAX_ALT_LENGTH);
  if (flow.hasOpenText()) context.item.changed('Pictures within a line of text stand on lines of their own.');
  switch (answer.kind) {
    case 'missing':
      mapper.keep(element, flow, answer.why);
      return;
    case 'file':
      flow.block(fileParagraph(answer, alt));
      context.item.changed(`“${answer.name}” is not a picture that pages can show; it became a link.`);
      return;
    case 'drawing':
      context.item.changed('Drawings (SVG) are shown as pictures; their scripts and links do nothing.');
      break;
    case 'web':
    case 'material':
      break;
  }
  const attrs: ImageNode['attrs'] = {
    src: answer.kind === 'web' ? answer.url : materialReference(answer.key),
    alt,
  };
  const title = bounded(caption ?? element.attributes.get('title') ?? '', MAX_TITLE_LENGTH);
  const width = widthOf(element);
  if (title !== '') attrs.title = title;
  if (width !== null) attrs.width = width;
  flow.block({ type: 'image', attrs });
}

/** About the width of a column of text, in CSS pixels; widths in per cent are taken of it. */
const COLUMN_PX = 680;

function widthOf(element: MarkupElement): number | null {
  const style = /(?:^|[;\s])width\s*:\s*([\d.]+(?:px|%))/i.exec(styleOf(element))?.[1];
  const match = /^([\d.]+)\s*(px|%)?$/.exec((element.attributes.get('width') ?? style ?? '').trim());
  if (match === null) return null;
  const value = Math.round(match[2] === '%' ? (Number(match[1]) / 100) * COLUMN_PX : Number(match[1]));
  return value >= 1 && value <= 10_000 ? value : null;
}

const figure: ElementRule = (element, flow, mapper) => {
  flow.closeParagraph();
  const caption = [...descendants(element)].find(({ name }) => name === 'figcaption');
  const images = [...descendants(element)].filter(({ name }) => name === 'img');
  const others = childElements(element).filter((child) => child !== caption && child.name !== 'img');
  const isOnlyPicture = images.length === 1 && others.every((other) => plainTextOf(other) === '');
  const [only] = images;
  // The caption of a picture is letters alone; where it has a source or licence to follow, it is a text below it.
  const hasLinks = caption !== undefined && linksIn(caption).length > 0;
  if (isOnlyPicture && only !== undefined && !hasLinks) {
    if (caption !== undefined && holdsEmphasis(caption))
      mapper.context.item.changed('Captions of pictures are in plain letters.');
    picture(only, flow, { mapper, caption: caption === undefined ? null : plainTextOf(caption) });
    return;
  }
  mapper.fill(
    flow,
    element.children.filter((child) => child !== caption),
  );
  flow.closeParagraph();
  if (caption !== undefined) flow.marked({ type: 'italic' }, () => mapper.fill(flow, caption.children));
  flow.closeParagraph();
};

const frame: ElementRule = (element, flow, mapper) => {
  const url = embedAddress(element.attributes.get('src') ?? '');
  if (url === null) return mapper.keep(element, flow);
  const title = bounded(element.attributes.get('title') ?? '', MAX_TITLE_LENGTH);
  return flow.block({ type: 'embed', attrs: { url, ...(title === '' ? {} : { title }) } });
};

/** A recording of the course is a link to its file, one elsewhere a card that leads to it. */
const recording: ElementRule = (element, flow, mapper) => {
  const sources = [element, ...childElements(element).filter(({ name }) => name === 'source')].flatMap(
    ({ attributes }) => attributes.get('src')?.trim() ?? [],
  );
  const blocks = sources.flatMap((src): BlockNode[] => {
    const url = embedAddress(src);
    if (url !== null) return [{ type: 'embed', attrs: { url } }];
    const answer = mapper.context.picture(src);
    return answer.kind === 'file' ? [fileParagraph(answer, '')] : [];
  });
  const [first] = blocks;
  if (first === undefined) return mapper.keep(element, flow, 'A recording whose file is not in the course.');
  if (first.type === 'paragraph') mapper.context.item.changed('Recordings are links to their files.');
  return flow.block(first, ...tracksOf(element, mapper));
};

/** Subtitles and the like, as links to their files. */
function tracksOf(recorded: MarkupElement, { context }: Mapper): BlockNode[] {
  return childElements(recorded).flatMap(({ name, attributes }): BlockNode[] => {
    const src = attributes.get('src')?.trim() ?? '';
    if (name !== 'track' || src === '') return [];
    const words = attributes.get('label') || TRACKS.get(attributes.get('kind') ?? '') || 'Subtitles';
    const language = attributes.get('srclang') ?? '';
    const answer = context.picture(src);
    if (answer.kind === 'file') {
      context.item.changed('Subtitles of a recording are links to their files.');
      return [fileParagraph(answer, bounded(language === '' ? words : `${words} (${language})`, 500))];
    }
    context.item.changed(`${words}: the file ${quotedAddress(src)} is not in the course.`);
    return [];
  });
}

const TRACKS: ReadonlyMap<string, string> = new Map([
  ['captions', 'Captions'],
  ['descriptions', 'Descriptions'],
  ['chapters', 'Chapters'],
  ['metadata', 'Data of the recording'],
]);

/** A place of a picture that leads somewhere. */
const area: ElementRule = (element, flow, mapper) => {
  const href = element.attributes.get('href') ?? '';
  if (href === '') return;
  const text = element.attributes.get('alt') || element.attributes.get('title') || href;
  flow.closeParagraph();
  mapper.context.item.changed('Places of a picture that were links follow it as links.');
  mapper.fill(flow, [{ ...element, name: 'a', children: [{ kind: 'text', text }] }]);
  flow.closeParagraph();
};

const plugIn: ElementRule = (element, flow, mapper) => {
  const url = embedAddress(element.attributes.get('data') ?? element.attributes.get('src') ?? '');
  if (url === null) return mapper.keep(element, flow);
  return flow.block({ type: 'embed', attrs: { url } });
};

const script: ElementRule = (element, flow, mapper) => {
  const type = element.attributes.get('type') ?? '';
  if (/^math\/tex/i.test(type)) flow.formula(textOf(element));
  else mapper.keep(element, flow);
};

/** MathML by the LaTeX that it was made from, where it still carries that. */
const mathMl: ElementRule = (element, flow, mapper) => {
  const latex = [...descendants(element)].find(
    ({ name, attributes }) => name === 'annotation' && attributes.get('encoding') === 'application/x-tex',
  );
  if (latex === undefined) mapper.keep(element, flow);
  else flow.formula(textOf(latex));
};

export function fileParagraph(file: { key: string; name: string }, label: string): BlockNode {
  const text = cleanText(label === '' ? file.name : label);
  const href = materialReference(file.key);
  return { type: 'paragraph', content: [{ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] }] };
}

const bounded = (text: string, length: number): string =>
  cleanText(text).replaceAll(/\s+/g, ' ').trim().slice(0, length).toWellFormed();

export const MEDIA_RULES: Readonly<Record<string, ElementRule>> = {
  img: image,
  image,
  figure,
  figcaption: (element, flow, mapper) => mapper.fill(flow, element.children),
  picture: (element, flow, mapper) => {
    const fallback = childNamed(element, 'img');
    if (fallback === undefined) mapper.keep(element, flow);
    else image(fallback, flow, mapper);
  },
  map: (element, flow, mapper) => mapper.fill(flow, element.children),
  area,
  iframe: frame,
  frame,
  video: recording,
  audio: recording,
  object: plugIn,
  embed: plugIn,
  script,
  math: mathMl,
};
