import { asId, isId } from '../primitives/id.ts';
import type { EmbedNode, ImageNode, OpaqueNode } from './content-json.ts';
import { escapeHtml, openTag } from './escape-html.ts';
import type { HtmlContext } from './html-context.ts';
import { isHttpsAddress, isWebAddress } from './link-target.ts';

export function imageToHtml({ attrs }: ImageNode, context: HtmlContext): string {
  const alt = attrs.alt ?? '';
  const caption = attrs.title ? `<figcaption>${escapeHtml(attrs.title)}</figcaption>` : '';
  const source = findSource(attrs, context);
  if (source === null) {
    return `<figure class="picture-missing"><p>${escapeHtml(alt || context.words.missingPicture)}</p>${caption}</figure>`;
  }
  const image = openTag('img', {
    ...source,
    alt,
    width: attrs.width ?? null,
    loading: 'lazy',
    decoding: 'async',
  });
  return `<figure>${image}${caption}</figure>`;
}

function findSource(
  { materialId, src }: ImageNode['attrs'],
  context: HtmlContext,
): { src: string; referrerpolicy: string | null } | null {
  const own = materialId && isId(materialId) ? context.resolve.material(asId(materialId)) : null;
  if (own !== null) return { src: own, referrerpolicy: null };
  return src && isHttpsAddress(src) ? { src, referrerpolicy: 'no-referrer' } : null;
}

/** A card that links to a video or an outside tool. */
export function embedToHtml({ attrs }: EmbedNode): string {
  if (!isWebAddress(attrs.url)) return `<p class="embed">${escapeHtml(attrs.title || attrs.url)}</p>`;
  const link = openTag('a', { class: 'embed-link', href: attrs.url, rel: 'noopener noreferrer' });
  const { host } = new URL(attrs.url);
  const title = `<span class="embed-title">${escapeHtml(attrs.title || attrs.url)}</span>`;
  return `<p class="embed">${link}${title} <span class="embed-host">${escapeHtml(host)}</span></a></p>`;
}

/** Never shows the original itself: it is text of another format, for the author alone. */
export function opaqueToHtml({ attrs }: OpaqueNode, context: HtmlContext): string {
  if (UNSEEN.has(attrs.kind.toLowerCase())) return '';
  const label = attrs.label ? `<p class="opaque-label">${escapeHtml(attrs.label)}</p>` : '';
  return `<aside class="opaque">${label}<p>${escapeHtml(context.words.opaque)}</p></aside>`;
}

/** Elements of pages that nobody saw before either: a box in their place would tell of nothing that a reader misses. */
const UNSEEN: ReadonlySet<string> = new Set(['script', 'style', 'template']);
