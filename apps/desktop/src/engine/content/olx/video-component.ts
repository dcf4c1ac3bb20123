import type { BlockNode, InlineNode } from '@educrowd/shared/content/content-json';
import * as z from 'zod';

import { embedAddress, youTubeAddress } from '../markup/embed-address.ts';
import { descendants, type MarkupElement } from '../markup/markup.ts';
import { clipped } from '../originals.ts';
import { materialReference } from '../references.ts';
import { keepWhole, type Component, type ComponentReader } from './olx-course.ts';
import { displayNameOf } from './olx-names.ts';
import { parseJson } from './olx-policy.ts';

/** A video becomes a card that leads to it, with links to its files and transcripts. */
export const readVideoComponent: ComponentReader = (component) => {
  const { definition, item } = component;
  const { attributes, element } = definition;
  const title = displayNameOf(definition);
  const youTube = youTubeIdOf(attributes);
  const sources = sourcesOf(component);
  const pages = [
    ...new Set([
      ...(youTube === null ? [] : [youTubeAddress(youTube)]),
      ...sources.flatMap((src) => embedAddress(src) ?? []),
    ]),
  ];
  const links = [
    ...pages.slice(1).map((href) => ({ text: 'Another source of the video', href })),
    ...fileLinks(component, sources),
  ];
  const [url] = pages;
  if (url === undefined && links.length === 0) {
    const source = element?.source ?? '';
    return keepWhole(component, {
      kind: 'video',
      label: title ?? 'Video',
      source,
      why: 'It names no address where the video is.',
    });
  }
  const [start, end] = [attributes.get('start_time'), attributes.get('end_time')].map((time) =>
    isTime(time) ? time : null,
  );
  if (start !== null || end !== null)
    item.changed(`The video plays whole, not only from ${start ?? 'its start'} to ${end ?? 'its end'}.`);
  const card: BlockNode[] =
    url === undefined
      ? []
      : [{ type: 'embed', attrs: { url, ...(title === null ? {} : { title: clipped(title, 500) }) } }];
  return [...card, ...(links.length === 0 ? [] : [linkParagraph(links)])];
};

const isTime = (time: string | undefined): time is string =>
  time !== undefined && !/^(?:0+(?::0+)*(?:\.0+)?|null|)$/.test(time.replaceAll('"', ''));

/** From `youtube="1.00:abc,0.75:def"` or `youtube_id_1_0="abc"`. */
function youTubeIdOf(attributes: ReadonlyMap<string, string>): string | null {
  const bySpeed = new Map(
    (attributes.get('youtube') ?? '')
      .split(',')
      .map((pair) => [pair.split(':')[0]?.trim(), pair.split(':')[1]?.trim()]),
  );
  const id =
    bySpeed.get('1.00') ?? bySpeed.get('1.0') ?? attributes.get('youtube_id_1_0')?.replaceAll('"', '') ?? '';
  return YOUTUBE_ID.test(id) ? id : null;
}

const texts = z.array(z.string()).catch([]);
const textsByName = z.record(z.string(), z.string()).catch({});

function sourcesOf({ definition: { attributes, element } }: Component): string[] {
  const listed = texts.parse(parseJson(attributes.get('html5_sources') ?? '[]'));
  const inside =
    element === null
      ? []
      : [...descendants(element)].flatMap((child) =>
          child.name === 'source' || child.name === 'encoded_video' ? (addressOf(child) ?? []) : [],
        );
  const source = attributes.get('source') ?? '';
  return [...new Set([...listed, ...inside, ...(source === '' ? [] : [source])])];
}

/** Of a video on YouTube, Open edX names no more than its id. */
function addressOf({ attributes }: MarkupElement): string | undefined {
  const address = attributes.get('src') ?? attributes.get('url');
  const isId = attributes.get('profile') === 'youtube' && YOUTUBE_ID.test(address ?? '');
  return isId && address !== undefined ? youTubeAddress(address) : address;
}

const YOUTUBE_ID = /^[\w-]{6,20}$/;

interface Link {
  text: string;
  href: string;
}

/** Links to the files of `static/` that belong to the video. */
function fileLinks(component: Component, sources: readonly string[]): Link[] {
  const { course, definition, item } = component;
  const { attributes, element } = definition;
  const transcripts = new Map(
    Object.entries(textsByName.parse(parseJson(attributes.get('transcripts') ?? '{}'))),
  );
  for (const child of element === null ? [] : descendants(element)) {
    const src = child.attributes.get('src');
    if (child.name === 'transcript' && src !== undefined)
      transcripts.set(child.attributes.get('language') ?? '', src);
  }
  const sub = attributes.get('sub') ?? '';
  if (sub !== '') transcripts.set('en', transcripts.get('en') ?? `subs_${sub}.srt.sjson`);
  const named = [
    ...sources.filter((src) => embedAddress(src) === null).map((name) => ({ text: 'Video file', name })),
    ...[...transcripts].map(([language, name]) => ({
      text: language === '' ? 'Transcript' : `Transcript (${language})`,
      name,
    })),
    ...(attributes.get('handout') ? [{ text: 'Handout', name: attributes.get('handout') ?? '' }] : []),
  ];
  return named.flatMap(({ text, name }): Link[] => {
    const file = course.links.file(name.replace(/^\/?static\//, ''));
    if (file === undefined) {
      item.changed(`${text}: the file “${clipped(name, 100)}” is not in the course.`);
      return [];
    }
    return [{ text, href: materialReference(file.key) }];
  });
}

function linkParagraph(links: readonly Link[]): BlockNode {
  const content = links.flatMap(({ text, href }, index): InlineNode[] => [
    ...(index === 0 ? [] : [{ type: 'text' as const, text: ' · ' }]),
    { type: 'text', text, marks: [{ type: 'link', attrs: { href } }] },
  ]);
  return { type: 'paragraph', content };
}
