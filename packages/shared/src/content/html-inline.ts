import { unreachable } from '../primitives/assert.ts';
import type { ContentMark, InlineNode, LinkMark } from './content-json.ts';
import { inlineMathToHtml } from './math-html.ts';
import { escapeHtml, openTag } from './escape-html.ts';
import type { HtmlContext } from './html-context.ts';
import { parseLinkTarget } from './link-target.ts';

/** A line of inline nodes. A mark that goes on over several texts is one element, a link above all. */
export function inlineToHtml(nodes: readonly InlineNode[], context: HtmlContext): string {
  const open: { key: string; close: string }[] = [];
  let html = '';
  const closeDownTo = (count: number): void => {
    while (open.length > count) html += open.pop()?.close ?? '';
  };
  for (const node of nodes) {
    const marks = node.type === 'text' ? (node.marks ?? []) : [];
    const keys = marks.map((mark) => JSON.stringify(mark));
    const firstChange = open.findIndex((element, index) => element.key !== keys[index]);
    closeDownTo(firstChange === -1 ? open.length : firstChange);
    for (const [index, mark] of marks.entries()) {
      if (index < open.length) continue;
      const tags = markTags(mark, context);
      open.push({ key: keys[index] ?? '', close: tags.close });
      html += tags.open;
    }
    html += inlineNodeToHtml(node);
  }
  closeDownTo(0);
  return html;
}

function inlineNodeToHtml(node: InlineNode): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.text);
    case 'hardBreak':
      return '<br>';
    case 'math':
      return inlineMathToHtml(node.attrs.source);
    default:
      return unreachable(node);
  }
}

interface Tags {
  open: string;
  close: string;
}

function markTags(mark: ContentMark, context: HtmlContext): Tags {
  switch (mark.type) {
    case 'link':
      return linkTags(mark, context);
    case 'bold':
      return element('strong');
    case 'italic':
      return element('em');
    case 'underline':
      return element('u');
    case 'strike':
      return element('s');
    case 'code':
      return element('code');
    case 'subscript':
      return element('sub');
    case 'superscript':
      return element('sup');
    case 'highlight':
      return element('mark');
    default:
      return unreachable(mark);
  }
}

const element = (name: string): Tags => ({ open: `<${name}>`, close: `</${name}>` });

function linkTags(mark: LinkMark, context: HtmlContext): Tags {
  const address = resolveLink(mark.attrs.href, context);
  if (address === null) return { open: '<span class="link-missing">', close: '</span>' };
  return { open: openTag('a', { ...address, title: mark.attrs.title || null }), close: '</a>' };
}

// Judged again although the schema refuses unsafe links: a projection must be safe by itself.
function resolveLink(href: string, context: HtmlContext): { href: string; rel: string | null } | null {
  const target = parseLinkTarget(href);
  switch (target?.kind) {
    case undefined:
      return null;
    case 'web':
    case 'mail':
      return { href: target.url, rel: 'noopener noreferrer' };
    case 'anchor':
      return { href: `#${context.anchorPrefix}${target.anchor}`, rel: null };
    case 'lesson':
      return own(context.resolve.lesson(target.id));
    case 'material':
      return own(context.resolve.material(target.id));
    case 'course':
      return own(context.resolve.course(target.id));
    default:
      return unreachable(target);
  }
}

const own = (href: string | null) => (href === null ? null : { href, rel: null });
