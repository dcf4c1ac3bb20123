import {
  defaultTreeAdapter,
  parse,
  parseFragment,
  serializeOuter,
  type DefaultTreeAdapterTypes,
  type ParserOptions,
} from 'parse5';

import type { ImportLimits } from '../import-limits.ts';
import { COMMENT, isElement, VOID_ELEMENTS, type MarkupElement, type MarkupNode } from './markup.ts';

type HtmlNode = DefaultTreeAdapterTypes.ChildNode;
type HtmlElement = DefaultTreeAdapterTypes.Element;

/** The page is too large or nested too deeply to be taken apart. */
export class HtmlError extends Error {
  override readonly name = 'HtmlError';
}

/**
 * HTML as browsers understand it; any text is some HTML. Comments become elements where they are to be kept. Throws `HtmlError` beyond the limits: the HTML algorithm looks
 * through all open elements at every tag, so without a bound a small file could hold the process for hours.
 */
export function parseHtml(
  html: string,
  limits: ImportLimits,
  { keepsComments = false }: { keepsComments?: boolean } = {},
): MarkupNode[] {
  return toMarkup(parseFragment(html, boundedBy(limits)).childNodes, { html, keepsComments });
}

/** A whole page, or a piece of one, taken apart as by `parseHtml`. */
export interface HtmlPage {
  /** What browsers never show: the title, style sheets, scripts. Empty for a piece, which is all body. */
  head: MarkupNode[];
  /** What browsers show, also where it stands before or behind the `<body>`. */
  body: MarkupNode[];
}

export function parsePage(html: string, limits: ImportLimits): HtmlPage {
  if (!WHOLE_PAGE.test(html)) return { head: [], body: parseHtml(html, limits) };
  const page = toMarkup(parse(html, boundedBy(limits)).childNodes, { html, keepsComments: false });
  const parts = page.filter(isElement).flatMap(({ children }) => children);
  const inside = (part: MarkupNode): MarkupNode[] => (isElement(part) ? part.children : []);
  const isPart = (name: string) => (part: MarkupNode) => isElement(part) && part.name === name;
  return {
    head: parts.filter(isPart('head')).flatMap(inside),
    body: parts.flatMap((part) => (isPart('head')(part) ? [] : isPart('body')(part) ? inside(part) : [part])),
  };
}

const WHOLE_PAGE = /<(?:html|head|body|frameset)\b/i;

/** Stops the parser at the limits. */
function boundedBy(limits: ImportLimits): ParserOptions<DefaultTreeAdapterTypes.DefaultTreeAdapterMap> {
  let depth = 0;
  let elements = 0;
  return {
    sourceCodeLocationInfo: true,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(...created) {
        if (++elements > limits.pageElements) throw new HtmlError('it has too many elements');
        return defaultTreeAdapter.createElement(...created);
      },
      onItemPush() {
        if (++depth > limits.markupDepth) throw new HtmlError('its elements are nested too deeply');
      },
      onItemPop() {
        depth--;
      },
    },
  };
}

interface Page {
  html: string;
  keepsComments: boolean;
}

function toMarkup(nodes: readonly HtmlNode[], page: Page): MarkupNode[] {
  const { html } = page;
  return nodes.flatMap((node): MarkupNode[] => {
    if (defaultTreeAdapter.isTextNode(node)) return [{ kind: 'text', text: node.value }];
    if (defaultTreeAdapter.isCommentNode(node))
      return page.keepsComments && node.data.trim() !== '' ? [commentElement(node.data)] : [];
    if (!defaultTreeAdapter.isElementNode(node)) return [];
    return [
      {
        kind: 'element',
        name: node.tagName.toLowerCase(),
        attributes: new Map(node.attrs.map(({ name, value }) => [name, value])),
        children: toMarkup(childrenOf(node), page),
        line: node.sourceCodeLocation?.startLine ?? null,
        ...unclosedTagOf(node, html),
        get source() {
          return sourceOf(node, html);
        },
      },
    ];
  });
}

const commentElement = (data: string): MarkupElement => ({
  kind: 'element',
  name: COMMENT,
  attributes: new Map(),
  children: [],
  source: `<!--${data}-->`,
  line: null,
});

const childrenOf = (element: HtmlElement): HtmlNode[] =>
  'content' in element
    ? (element as DefaultTreeAdapterTypes.Template).content.childNodes
    : element.childNodes;

function unclosedTagOf(
  { tagName, sourceCodeLocation: location }: HtmlElement,
  html: string,
): { unclosedTag?: string } {
  if (VOID_ELEMENTS.has(tagName)) return {};
  if (location?.startTag === undefined || location.endTag !== undefined) return {};
  return { unclosedTag: html.slice(location.startTag.startOffset, location.startTag.endOffset) };
}

/** As written, or as the parser understood it where tags were left out or crossed each other. */
function sourceOf(element: HtmlElement, html: string): string {
  const location = element.sourceCodeLocation;
  const isWhole = location?.endTag !== undefined || element.childNodes.length === 0;
  if (location === null || location === undefined || !isWhole) return serializeOuter(element);
  // A form within a table ends, for the parser, before it began.
  return html.slice(location.startOffset, location.endOffset) || serializeOuter(element);
}
