import { SaxesParser } from 'saxes';

import type { ImportLimits } from '../import-limits.ts';
import type { MarkupElement, MarkupNode } from './markup.ts';

/** The file is not XML that may be read. `reason` fits after "could not be read: ". */
export class XmlError extends Error {
  override readonly name = 'XmlError';
  readonly reason: string;
  readonly line: number;

  constructor(reason: string, line: number) {
    super(`line ${line}: ${reason}`);
    this.reason = reason;
    this.line = line;
  }
}

/**
 * Strict XML as a tree; throws `XmlError`. Document types are refused whole, so that no entity can be defined: neither
 * one that grows beyond all bounds nor one that reads a file. HTML's commonest named characters are known anyway,
 * because hand-written courses use them.
 */
export function parseXml(text: string, limits: ImportLimits): MarkupElement {
  const parser = new SaxesParser({ position: true });
  Object.assign(parser.ENTITIES, HTML_CHARACTERS);
  const roots: MarkupNode[] = [];
  const open: { children: MarkupNode[]; end: number }[] = [{ children: roots, end: 0 }];
  let elements = 0;

  const fail = (reason: string): never => {
    throw new XmlError(reason, parser.line);
  };
  const addText = (value: string): void => {
    const siblings = open.at(-1)?.children ?? roots;
    const last = siblings.at(-1);
    if (last?.kind === 'text') last.text += value;
    else siblings.push({ kind: 'text', text: value });
  };

  parser.on('error', (error) => fail(error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('doctype', () => fail('it declares a document type, which is not allowed'));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', (tag) => {
    if (++elements > limits.xmlElements) fail(`it has more than ${limits.xmlElements} elements`);
    if (open.length > limits.markupDepth) fail('its elements are nested too deeply');
    const span = {
      children: [] as MarkupNode[],
      start: text.lastIndexOf('<', parser.position - 1),
      end: parser.position,
    };
    const element: MarkupElement = {
      kind: 'element',
      name: tag.name,
      attributes: new Map(Object.entries(tag.attributes)),
      children: span.children,
      line: parser.line,
      get source() {
        return text.slice(span.start, span.end);
      },
    };
    open.at(-1)?.children.push(element);
    open.push(span);
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed !== undefined) closed.end = parser.position;
  });
  parser.write(text).close();

  const root = roots.find((node) => node.kind === 'element');
  return root ?? fail('it holds no element');
}

const HTML_CHARACTERS: Readonly<Record<string, string>> = {
  nbsp: '\u00A0',
  iexcl: '¡',
  cent: '¢',
  pound: '£',
  sect: '§',
  copy: '©',
  laquo: '«',
  reg: '®',
  deg: '°',
  plusmn: '±',
  sup2: '²',
  sup3: '³',
  micro: 'µ',
  para: '¶',
  middot: '·',
  raquo: '»',
  frac14: '¼',
  frac12: '½',
  frac34: '¾',
  iquest: '¿',
  times: '×',
  divide: '÷',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  hellip: '…',
  euro: '€',
  trade: '™',
  larr: '←',
  uarr: '↑',
  rarr: '→',
  darr: '↓',
  minus: '−',
  radic: '√',
  infin: '∞',
  asymp: '≈',
  ne: '≠',
  le: '≤',
  ge: '≥',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  Delta: 'Δ',
  theta: 'θ',
  lambda: 'λ',
  mu: 'μ',
  pi: 'π',
  sigma: 'σ',
  Sigma: 'Σ',
  phi: 'φ',
  omega: 'ω',
  Omega: 'Ω',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  auml: 'ä',
  Auml: 'Ä',
  ccedil: 'ç',
  egrave: 'è',
  eacute: 'é',
  Eacute: 'É',
  ecirc: 'ê',
  iacute: 'í',
  ntilde: 'ñ',
  oacute: 'ó',
  ocirc: 'ô',
  ouml: 'ö',
  Ouml: 'Ö',
  uacute: 'ú',
  ucirc: 'û',
  uuml: 'ü',
  Uuml: 'Ü',
  szlig: 'ß',
};
