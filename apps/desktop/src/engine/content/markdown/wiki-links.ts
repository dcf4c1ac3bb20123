import type { MarkdownIt, StateInline } from 'markdown-it';

import { headingAnchor } from './heading-anchor.ts';

/** What `[[Page#Heading|words]]` leads to. */
export interface WikiTarget {
  /** Of a page or file, or only its name; `''` for the page itself. */
  path: string;
  /** Anchor of a heading, or `''`. */
  fragment: string;
  /** As the author wrote it. */
  written: string;
  /** A page that was to be shown within another. */
  isEmbedded: boolean;
}

const LINK = 'wiki-link:';
const EMBEDDED = 'wiki-page:';
const MAX_LENGTH = 500;

/** `[[links]]` and `![[pictures]]` as Obsidian, GitHub wikis and others write them. */
export function wikiLinks(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('link', 'wiki_link', wikiLink);
}

/** The target of an address that a wiki link was given, or null for any other address. */
export function wikiTargetOf(address: string): WikiTarget | null {
  const scheme = [LINK, EMBEDDED].find((each) => address.startsWith(each));
  if (scheme === undefined) return null;
  const written = address.slice(scheme.length);
  const cut = written.indexOf('#');
  const path = (cut < 0 ? written : written.slice(0, cut)).normalize('NFC').trim();
  const heading = cut < 0 ? '' : written.slice(written.lastIndexOf('#') + 1);
  return { path, fragment: headingAnchor(heading), written, isEmbedded: scheme === EMBEDDED };
}

function wikiLink(state: StateInline, silent: boolean): boolean {
  const isEmbedded = state.src[state.pos] === '!';
  const start = state.pos + (isEmbedded ? 1 : 0);
  if (!state.src.startsWith('[[', start) || state.linkLevel > 0) return false;
  const rest = state.src.slice(start, Math.min(state.posMax, start + MAX_LENGTH));
  const match = /^\[\[([^[\]|\n]+)(?:\|([^[\]\n]*))?\]\](?![([])/.exec(rest);
  if (match === null) return false;
  const [whole, target = '', words = ''] = match;
  // `[[1]]` with `[1]: https://…` is a link in brackets.
  if (isReference(state, target)) return false;
  if (!silent) {
    if (isEmbedded && /\.\w{1,5}$/.test(target) && !/\.md$/i.test(target)) pushPicture(state, target, words);
    else pushLink(state, { target, words, isEmbedded });
  }
  state.pos = start + whole.length;
  return true;
}

function isReference(state: StateInline, label: string): boolean {
  const { references } = state.env as { references?: Record<string, unknown> };
  return references !== undefined && Object.hasOwn(references, state.md.utils.normalizeReference(label));
}

/** Behind the bar stands a width or the alternative text. */
function pushPicture(state: StateInline, target: string, words: string): void {
  const token = state.push('image', 'img', 0);
  const width = /^(\d+)(?:x\d+)?$/.exec(words.trim())?.[1];
  const alt = new state.Token('text', '', 0);
  alt.content = width === undefined ? words.trim() : '';
  token.attrs = [
    ['src', `${LINK}${target.trim()}`],
    ['alt', ''],
  ];
  token.children = [alt];
  token.content = alt.content;
  if (width !== undefined)
    token.meta = { attributes: { id: null, classes: [], values: new Map([['width', width]]) } };
}

function pushLink(
  state: StateInline,
  { target, words, isEmbedded }: { target: string; words: string; isEmbedded: boolean },
): void {
  const address = `${isEmbedded ? EMBEDDED : LINK}${target.trim()}`;
  state.push('link_open', 'a', 1).attrs = [['href', address]];
  state.push('text', '', 0).content = words.trim() || target.trim().replace(/^#/, '');
  state.push('link_close', 'a', -1);
}
