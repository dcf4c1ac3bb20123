import type {
  BlockNode,
  ListItemNode,
  ListNumbering,
  OrderedListNode,
} from '@educrowd/shared/content/content-json';

import type { Flow } from './flow.ts';
import type { ElementRule, Mapper } from './mapping-context.ts';
import { isElement, styleOf, type MarkupElement } from './markup.ts';

export const bulletList: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return dissolve(element, flow, mapper);
  const content = itemsOf(element, flow, mapper);
  if (content.length > 0) flow.block({ type: 'bulletList', content });
};

export const orderedList: ElementRule = (element, flow, mapper) => {
  if (!mapper.mayNest(flow)) return dissolve(element, flow, mapper);
  const attrs: NonNullable<OrderedListNode['attrs']> = {};
  const start = Number(element.attributes.get('start') ?? '1');
  if (Number.isInteger(start) && start !== 1 && start >= 0 && start <= 1_000_000) attrs.start = start;
  const style = /list-style(?:-type)?\s*:\s*([a-z-]+)/i.exec(styleOf(element))?.[1];
  const type = NUMBERINGS.get(element.attributes.get('type') ?? style ?? '');
  if (type !== undefined) attrs.type = type;
  const content = itemsOf(element, flow, mapper);
  if (content.length > 0) flow.block({ type: 'orderedList', attrs, content });
};

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

function itemsOf(element: MarkupElement, flow: Flow, mapper: Mapper): ListItemNode[] {
  const items: ListItemNode[] = [];
  for (const child of element.children) {
    const isItem = isElement(child) && child.name === 'li';
    const blocks = mapper.inside(flow, 2, (inner) => mapper.fill(inner, isItem ? child.children : [child]));
    const last = items.at(-1);
    // A list that stands between the items of another belongs to the item before it.
    if (!isItem && last !== undefined) last.content.push(...blocks);
    else if (isItem || blocks.length > 0) items.push({ type: 'listItem', content: orParagraph(blocks) });
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
    if (!isElement(part)) continue;
    const last = items.at(-1);
    const blocks = mapper.inside(flow, 2, (inner) => {
      if (part.name === 'dt') inner.marked({ type: 'bold' }, () => mapper.fill(inner, part.children));
      else mapper.fill(inner, part.name === 'dd' ? part.children : [part]);
    });
    if (part.name === 'dt' || last === undefined)
      items.push({ type: 'listItem', content: orParagraph(blocks) });
    else last.content.push(...blocks);
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
