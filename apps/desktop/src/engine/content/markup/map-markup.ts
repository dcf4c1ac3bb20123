import type { BlockNode } from '@educrowd/shared/content/content-json';
import { MAX_CONTENT_DEPTH, MAX_OPAQUE_NAME_LENGTH } from '@educrowd/shared/content/content-limits';

import { BLOCK_RULES } from './block-rules.ts';
import { createFlow } from './flow.ts';
import { INLINE_RULES } from './inline-rules.ts';
import type { ElementRule, Mapper, MappingContext } from './mapping-context.ts';
import { isElement, plainTextOf, type MarkupElement, type MarkupNode } from './markup.ts';
import { MEDIA_RULES } from './media-rules.ts';
import { TABLE_RULES } from './table-rules.ts';

/**
 * Markup as blocks of a document. Everything that a node can hold is mapped; an unknown element keeps its content; what
 * has no readable content is kept as its original. Nothing is left out without being told to `context.item`.
 */
export function mapMarkup(nodes: readonly MarkupNode[], context: MappingContext): BlockNode[] {
  const mapper = createMapper(context);
  const flow = createFlow(1, context.formulas);
  mapper.fill(flow, nodes);
  return flow.blocks();
}

function createMapper(context: MappingContext): Mapper {
  const mapper: Mapper = {
    context,
    explained: new Set(),
    fill(flow, nodes) {
      for (const node of nodes) {
        if (node.kind === 'text') flow.text(node.text);
        else {
          noteAttributes(node, context);
          ruleFor(node, context)(node, flow, mapper);
        }
      }
    },
    inside(flow, levels, fill) {
      const inner = createFlow(flow.depth + levels, context.formulas);
      fill(inner);
      return inner.blocks();
    },
    mayNest(flow) {
      const isAllowed = flow.depth <= MAX_CONTAINER_DEPTH;
      if (!isAllowed)
        context.item.changed('Parts that lay very deeply within each other were set side by side.');
      return isAllowed;
    },
    keep(element, flow, why) {
      const name = NAMES_FOR_PEOPLE[element.name] ?? `<${element.name.slice(0, 40)}>`;
      const text = CODE.has(element.name) ? '' : plainTextOf(element).slice(0, 80);
      flow.block(
        ...context.keepOriginal({
          kind: element.name.slice(0, MAX_OPAQUE_NAME_LENGTH),
          label: text === '' ? capitalised(name) : `${capitalised(name)}: ${text}`,
          source: element.source,
          why: why ?? `${capitalised(name)}: can't be part of a lesson.`,
        }),
      );
    },
  };
  return mapper;
}

/** Leaves room for a table in a list item: list, item, table, row, cell, paragraph, text. */
const MAX_CONTAINER_DEPTH = MAX_CONTENT_DEPTH - 8;

function ruleFor({ name }: MarkupElement, context: MappingContext): ElementRule {
  // XML writers give XHTML a prefix. Word's `o:p` is another thing.
  const localName = name.replace(/^(?:x?html|h|ns\d+):/, '');
  for (const rules of [context.rules, RULES]) {
    if (Object.hasOwn(rules, localName)) return rules[localName] ?? unknown;
  }
  return unknown;
}

const keep: ElementRule = (element, flow, mapper) => mapper.keep(element, flow);

const unknown: ElementRule = (element, flow, mapper) => {
  if (element.unclosedTag !== undefined) {
    flow.text(element.unclosedTag);
    mapper.context.item.changed(`${element.unclosedTag.slice(0, 60)} is no HTML, so it is shown as written.`);
    mapper.fill(flow, element.children);
    return;
  }
  if (element.children.some((child) => isElement(child) || child.text.trim() !== '')) {
    const told = wordsIn(element);
    mapper.context.item.changed(
      `The content of <${element.name.slice(0, 40)}> was kept as ordinary text${told === '' ? '' : `, without ${told}`}.`,
    );
    mapper.fill(flow, element.children);
  } else if (element.attributes.size > 0) mapper.keep(element, flow);
};

/** What a component of a site generator shows or leads to beside its content, for the report. */
const wordsIn = ({ attributes }: MarkupElement): string =>
  ['title', 'label', 'caption', 'alt', 'href', 'src', 'to']
    .flatMap((name) => {
      const value = attributes.get(name)?.trim().slice(0, 200) ?? '';
      return value === '' ? [] : [`its ${name} “${value}”`];
    })
    .join(', ');

const RULES: Readonly<Record<string, ElementRule>> = {
  ...INLINE_RULES,
  ...BLOCK_RULES,
  ...MEDIA_RULES,
  ...TABLE_RULES,
  style: keep,
  form: keep,
  input: keep,
  button: keep,
  select: keep,
  textarea: keep,
  canvas: keep,
  template: keep,
  dialog: keep,
  frameset: keep,
  svg: keep,
  applet: keep,
  portal: keep,
};

const CODE = new Set(['script', 'style', 'svg', 'template']);

const NAMES_FOR_PEOPLE: Readonly<Record<string, string>> = {
  script: 'script',
  style: 'style sheet',
  form: 'form',
  input: 'form field',
  button: 'button',
  select: 'form field',
  textarea: 'form field',
  object: 'plug-in',
  applet: 'plug-in',
  embed: 'plug-in',
  iframe: 'frame',
  canvas: 'canvas',
  svg: 'drawing',
  math: 'formula in MathML',
  template: 'template',
  dialog: 'dialog',
  img: 'picture',
  video: 'video',
  audio: 'sound',
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function noteAttributes({ name: elementName, attributes }: MarkupElement, { item }: MappingContext): void {
  const isCell = elementName === 'td' || elementName === 'th';
  for (const [name, wholeValue] of attributes) {
    const value = wholeValue.slice(0, 1_000);
    const looks = isCell ? LOOKS_OF_CELLS : LOOKS;
    if (name.startsWith('on')) item.changed('Scripts attached to the text were left out.');
    else if (name === 'hidden' || (name === 'style' && /display\s*:\s*none/i.test(value))) {
      item.changed('Text that was hidden is shown.');
    } else if (name === 'dir' && value.trim().toLowerCase() === 'rtl') {
      item.changed('That a text runs from right to left was left out.');
    } else if (
      LOOKS_ATTRIBUTES.has(name) ||
      (name === 'style' && looks.test(value)) ||
      (name === 'align' && !isCell)
    ) {
      item.changed('Colours, fonts and alignment were left out; the text is kept.');
    }
  }
}

const LOOKS_ATTRIBUTES = new Set(['color', 'bgcolor', 'face']);
const LOOKS = /(?:^|[;\s-])(?:color|background|font|font-family|font-size|text-align|float|border)\s*:/i;
const LOOKS_OF_CELLS = /(?:^|[;\s-])(?:color|background|font|font-family|font-size|border)\s*:/i;
