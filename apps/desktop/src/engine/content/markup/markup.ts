/** XML and HTML as one small tree, so that one mapper serves both. */
export type MarkupNode = MarkupText | MarkupElement;

interface MarkupText {
  kind: 'text';
  text: string;
}

export interface MarkupElement {
  kind: 'element';
  /** Lower case for HTML, as written for XML. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: MarkupNode[];
  /** The element as it stands in its file, tags included. Computed when asked for. */
  readonly source: string;
  /** 1-based line in its file, or null where the parser does not know. */
  line: number | null;
  /** The start tag of an HTML element that is never closed: perhaps no tag at all, but "<your name>". */
  unclosedTag?: string;
}

/** The name of the element that stands for a comment, where comments are kept. It has no children. */
export const COMMENT = '#comment';

export const isElement = (node: MarkupNode): node is MarkupElement => node.kind === 'element';

export const childElements = (element: MarkupElement): MarkupElement[] => element.children.filter(isElement);

export const childNamed = (element: MarkupElement, name: string): MarkupElement | undefined =>
  childElements(element).find((child) => child.name === name);

/** Every element below, in document order. */
export function* descendants(element: MarkupElement): Generator<MarkupElement> {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    yield child;
    yield* descendants(child);
  }
}

export const textOf = (node: MarkupNode): string =>
  node.kind === 'text' ? node.text : node.children.map(textOf).join('');

/** The text as a person reads it: white space collapsed, ends trimmed. */
export const plainTextOf = (node: MarkupNode): string => textOf(node).replaceAll(/\s+/g, ' ').trim();

/** The `style` attribute, as far as anybody writes one. */
export const styleOf = ({ attributes }: MarkupElement): string =>
  (attributes.get('style') ?? '').slice(0, 1_000);

/** True for text that is more than white space between elements. */
export const hasOwnText = (element: MarkupElement): boolean =>
  element.children.some((child) => child.kind === 'text' && child.text.trim() !== '');

/** Elements of HTML that have no end and no content. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(
    ' ',
  ),
);

/** Elements that set letters off from the others. */
const EMPHASIS: ReadonlySet<string> = new Set('b strong i em u ins s strike del sub sup mark'.split(' '));

export const holdsEmphasis = (element: MarkupElement): boolean =>
  [...descendants(element)].some(({ name }) => EMPHASIS.has(name));

/** The links within, in document order. */
export const linksIn = (element: MarkupElement): MarkupElement[] =>
  [...descendants(element)].filter(({ name, attributes }) => name === 'a' && attributes.has('href'));
