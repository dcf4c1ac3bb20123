import type { BlockNode, ListItemNode, ListNumbering } from '@educrowd/shared/content/content-json';

import { append } from '../append.ts';
import type { ItemRecord } from '../loss-report.ts';
import type { Flow } from './flow.ts';
import type { ElementRule, Mapper } from './mapping-context.ts';
import { isElement, styleOf, type MarkupElement, type MarkupNode } from './markup.ts';

export const bulletList: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return dissolve(element, flow, mapper);
  const content = itemsOf(element.children, flow, mapper);
  if (content.length > 0) flow.block({ type: 'bulletList', content });
};

export const orderedList: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return dissolve(element, flow, mapper);
  const style = /list-style(?:-type)?\s*:\s*([a-z-]+)/i.exec(styleOf(element))?.[1];
  const type = NUMBERINGS.get(element.attributes.get('type') ?? style ?? '');
  for (const { start, children } of numberedParts(element, mapper.context.item)) {
    const content = itemsOf(children, flow, mapper);
    const attrs = { ...(start !== 1 && { start }), ...(type !== undefined && { type }) };
    if (content.length > 0) flow.block({ type: 'orderedList', attrs, content });
  }
};

interface NumberedPart {
  start: number;
  children: MarkupNode[];
}

/** A list counts up from one number. Where items bear other numbers, each such number begins a list of its own. */
function numberedParts({ attributes, children }: MarkupElement, item: ItemRecord): NumberedPart[] {
  const length = children.filter(isItem).length;
  const step = attributes.has('reversed') ? -1 : 1;
  let number = numberOf(attributes.get('start')) ?? (step === -1 ? length : 1);
  let part: NumberedPart = { start: number, children: [] };
  let count = 0;
  const parts = [part];
  for (const child of children) {
    if (isItem(child)) {
      number = numberOf(child.attributes.get('value')) ?? number;
      if (count === 0) part.start = number;
      else if (number !== part.start + count) {
        parts.push((part = { start: number, children: [] }));
        count = 0;
      }
      count++;
      number += step;
    }
    part.children.push(child);
  }
  if (parts.length > 1) item.changed('A list that does not count up one by one was divided into several.');
  return parts.map((each) => {
    const start = Math.min(Math.max(each.start, 0), 1_000_000);
    if (start !== each.start) item.changed(`Numbers of a list such as ${each.start} became others.`);
    return { ...each, start };
  });
}

const isItem = (node: MarkupNode): node is MarkupElement => isElement(node) && node.name === 'li';

const numberOf = (value: string | undefined): number | null =>
  value !== undefined && /^\s*[-+]?\d{1,9}\s*$/.test(value) ? Number(value) : null;

const NUMBERINGS: ReadonlyMap<string, ListNumbering> = new Map([
  ['a', 'a'],
  ['A', 'A'],
  ['i', 'i'],
  ['I', 'I'],
  ['lower-alpha', 'a'],
  ['upper-alpha', 'A'],
  ['lower-latin', 'a'],
  ['upper-latin', 'A'],
  ['lower-roman', 'i'],
  ['upper-roman', 'I'],
]);

function itemsOf(children: readonly MarkupNode[], flow: Flow, mapper: Mapper): ListItemNode[] {
  const items: ListItemNode[] = [];
  for (const child of children) {
    const blocks = mapper.inside(flow, 2, (inner) =>
      mapper.fill(inner, isItem(child) ? child.children : [child]),
    );
    const last = items.at(-1);
    // A list that stands between the items of another belongs to the item before it.
    if (!isItem(child) && last !== undefined) append(last.content, blocks);
    else if (isItem(child) || blocks.length > 0)
      items.push({ type: 'listItem', content: orParagraph(blocks) });
  }
  return items;
}

/** Terms become list items that begin with the term in bold, followed by what it means. */
export const definitionList: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return dissolve(element, flow, mapper);
  mapper.context.item.changed('Lists of terms became ordinary lists with the terms in bold.');
  const items: ListItemNode[] = [];
  const parts = element.children.flatMap((child) =>
    isElement(child) && child.name === 'div' ? child.children : [child],
  );
  for (const part of parts) {
    const name = isElement(part) ? part.name : '';
    const content = isElement(part) && (name === 'dt' || name === 'dd') ? part.children : [part];
    const last = items.at(-1);
    const blocks = mapper.inside(flow, 2, (inner) => {
      if (name === 'dt') inner.marked({ type: 'bold' }, () => mapper.fill(inner, content));
      else mapper.fill(inner, content);
    });
    if (blocks.length === 0 && name !== 'dt' && name !== 'dd') continue;
    if (name === 'dt' || last === undefined) items.push({ type: 'listItem', content: orParagraph(blocks) });
    else append(last.content, blocks);
  }
  if (items.length > 0) flow.block({ type: 'bulletList', content: items });
};

const orParagraph = (blocks: BlockNode[]): BlockNode[] =>
  blocks.length > 0 ? blocks : [{ type: 'paragraph' }];

function dissolve(element: MarkupElement, flow: Flow, mapper: Mapper): void {
  flow.closeParagraph();
  mapper.fill(flow, element.children);
  flow.closeParagraph();
}
