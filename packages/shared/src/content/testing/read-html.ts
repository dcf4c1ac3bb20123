export interface Tag {
  name: string;
  attributes: Record<string, string>;
}

/** Attributes that only say how a formula is laid out. */
const layout =
  'accent accentunder class columnalign columnlines columnspacing depth display displaystyle encoding fence height largeop linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize minsize notation rowlines rowspacing rspace scriptlevel separator stretchy valign voffset width xmlns'.split(
    ' ',
  );
const mathml =
  'annotation math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics';

const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(mathml.split(' ').map((name) => [name, layout])),
  p: ['class', 'dir'],
  h1: ['id'],
  h2: ['id'],
  h3: ['id'],
  h4: ['id'],
  h5: ['id'],
  h6: ['id'],
  ul: ['dir'],
  ol: ['dir', 'start', 'type'],
  li: [],
  blockquote: ['dir'],
  aside: ['class', 'dir'],
  details: ['class', 'dir'],
  summary: ['class', 'dir'],
  pre: ['class', 'tabindex'],
  code: ['class'],
  hr: [],
  br: [],
  figure: ['class'],
  figcaption: [],
  img: ['src', 'referrerpolicy', 'alt', 'width', 'loading', 'decoding'],
  div: ['class', 'role', 'aria-label', 'tabindex'],
  table: ['dir'],
  thead: [],
  tbody: [],
  tr: [],
  th: ['scope', 'colspan', 'rowspan', 'class'],
  td: ['colspan', 'rowspan', 'class'],
  a: ['class', 'href', 'rel', 'title'],
  span: ['class', 'tabindex'],
  strong: [],
  em: [],
  u: [],
  s: [],
  sub: [],
  sup: [],
  mark: [],
};
const empty = new Set(['hr', 'br', 'img']);

/**
 * The tags of HTML that the projection made; throws on anything that it must never make: a tag or attribute that is not
 * listed, an address that could run something, a `<` that is not a tag, or tags that do not close in order.
 */
export function readSafeHtml(html: string): { tags: Tag[]; text: string } {
  const tags: Tag[] = [];
  const open: string[] = [];
  let text = '';
  for (const [token] of html.matchAll(/<[^>]*>|[^<]+|</g)) {
    if (!token.startsWith('<')) {
      const words = readText(token);
      // The words of a formula are its source.
      if (!open.includes('math') || open.includes('annotation')) text += words;
    } else if (token.startsWith('</')) {
      if (open.pop() !== token.slice(2, -1)) throw new Error(`closes out of order: ${token}`);
    } else {
      const tag = readTag(token);
      tags.push(tag);
      if (!empty.has(tag.name)) open.push(tag.name);
    }
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(' ')}`);
  return { tags, text };
}

function readTag(token: string): Tag {
  const match = /^<([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>$/.exec(token);
  const names = allowed[match?.[1] ?? ''];
  if (match === null || names === undefined) throw new Error(`not a tag of ours: ${token}`);
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of (match[2] ?? '').matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
    if (!names.includes(name)) throw new Error(`not an attribute of ours: ${name} in ${token}`);
    attributes[name] = readText(value);
  }
  for (const address of [attributes.href, attributes.src]) {
    if (address !== undefined && !/^(https?:\/\/|mailto:|#|\/)/i.test(address))
      throw new Error(`unsafe: ${address}`);
  }
  return { name: match[1] ?? '', attributes };
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
};

function readText(escaped: string): string {
  if (/[<>"']/.test(escaped)) throw new Error(`not escaped: ${escaped}`);
  return escaped.replaceAll(/&([^;]*);?/g, (whole, name: string) => {
    const character = entities[name];
    if (character === undefined) throw new Error(`not escaped: ${whole}`);
    return character;
  });
}
