import { escapeHtml } from '@educrowd/shared/content/escape-html';

import {
  hasOwnText,
  childElements,
  isElement,
  textOf,
  VOID_ELEMENTS,
  type MarkupElement,
  type MarkupNode,
} from '../markup/markup.ts';
import { HtmlError, parseHtml } from '../markup/parse-html.ts';
import { parseXml, XmlError } from '../markup/parse-xml.ts';
import type { ImportLimits } from '../import-limits.ts';

/*
 * Open edX takes the text at the start of an element as it is once XML has been read: what stood in CDATA, or was written
 * with `&lt;`, is markup. Its exporters write pages so. What follows the first element within is XML to it.
 */

/** The content of a page. Throws `HtmlError`, see `parseHtml`. */
export function pageNodes(element: MarkupElement, limits: ImportLimits): MarkupNode[] {
  const [first, ...others] = element.children;
  if (first === undefined || isElement(first) || !MARKUP.test(first.text)) return element.children;
  return parseText(first.text + others.map(toHtml).join(''), limits);
}

/** The content of a problem: XML within the text where it is that, HTML otherwise. Throws `HtmlError`. */
export function problemNodes(element: MarkupElement, limits: ImportLimits): MarkupNode[] {
  if (childElements(element).length > 0 || !hasOwnText(element)) return element.children;
  const text = element.children.map((child) => (isElement(child) ? '' : child.text)).join('');
  if (!MARKUP.test(text)) return element.children;
  try {
    const { children } = parseXml(`<problem>${text}</problem>`, limits);
    const [only, ...more] = children.filter((child) => isElement(child) || child.text.trim() !== '');
    return only !== undefined && more.length === 0 && isElement(only) && only.name === element.name
      ? only.children
      : children;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return parseText(text, limits);
  }
}

/** HTML that stands in a text. Throws `HtmlError`. */
export function parseText(text: string, limits: ImportLimits): MarkupNode[] {
  if (text.length > limits.pageBytes) throw new HtmlError('it is too long for a lesson');
  return parseHtml(text, limits);
}

const MARKUP = /<[a-z!/]|&(?:#\w|[a-z])/i;

/** Elements whose text HTML takes as it is. */
const RAW = new Set(['script', 'style']);

function toHtml(node: MarkupNode): string {
  if (!isElement(node)) return escapeHtml(node.text);
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('');
  const start = `<${node.name}${attributes}>`;
  const name = node.name.toLowerCase();
  if (VOID_ELEMENTS.has(name)) return start;
  const inner = RAW.has(name) ? textOf(node) : node.children.map(toHtml).join('');
  return `${start}${inner}</${node.name}>`;
}
