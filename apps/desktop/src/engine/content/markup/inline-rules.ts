import { cleanText } from '@educrowd/shared/content/clean-text';
import type { LinkMark } from '@educrowd/shared/content/content-json';
import { MAX_TITLE_LENGTH } from '@educrowd/shared/content/content-limits';

import type { ElementRule, SimpleMark } from './mapping-context.ts';
import { descendants, plainTextOf, styleOf } from './markup.ts';

const marked =
  (type: SimpleMark): ElementRule =>
  (element, flow, mapper) =>
    flow.marked({ type }, () => mapper.fill(flow, element.children));

const transparent: ElementRule = (element, flow, mapper) => mapper.fill(flow, element.children);

const styled: ElementRule = (element, flow, mapper) => {
  const fill = marksOfStyle(styleOf(element)).reduce<() => void>(
    (inner, type) => () => flow.marked({ type }, inner),
    () => mapper.fill(flow, element.children),
  );
  fill();
};

function marksOfStyle(style: string): SimpleMark[] {
  const marks: SimpleMark[] = [];
  if (/font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)) marks.push('bold');
  if (/font-style\s*:\s*(?:italic|oblique)/i.test(style)) marks.push('italic');
  if (/text-decoration[^;]*:[^;]*underline/i.test(style)) marks.push('underline');
  if (/text-decoration[^;]*:[^;]*line-through/i.test(style)) marks.push('strike');
  if (/vertical-align\s*:\s*super/i.test(style)) marks.push('superscript');
  else if (/vertical-align\s*:\s*sub/i.test(style)) marks.push('subscript');
  return marks;
}

const link: ElementRule = (element, flow, { context, fill }) => {
  const picture = [...descendants(element)].find(({ name }) => name === 'img' || name === 'svg');
  const isPicture = picture !== undefined && plainTextOf(element) === '';
  const content = (): void => {
    fill(flow, element.children);
    // A picture cannot be a link, so the link comes after it.
    if (isPicture) flow.text(picture.attributes.get('alt') || (element.attributes.get('href') ?? ''));
  };
  const href = element.attributes.get('href')?.trim();
  if (href === undefined || href === '') return fill(flow, element.children);
  const answer = context.link(href);
  if ('lost' in answer) {
    context.item.changed(answer.lost);
    return fill(flow, element.children);
  }
  if (answer.note !== undefined) context.item.changed(answer.note);
  if (isPicture) context.item.changed('Pictures that were links are followed by their link.');
  const title = cleanText(element.attributes.get('title') ?? '')
    .slice(0, MAX_TITLE_LENGTH)
    .toWellFormed();
  const mark: LinkMark = { type: 'link', attrs: { href: answer.href, ...(title === '' ? {} : { title }) } };
  return flow.marked(mark, content);
};

const quoted: ElementRule = (element, flow, mapper) => {
  flow.text('“');
  mapper.fill(flow, element.children);
  flow.text('”');
};

/** What it stands for is a tip that pops up; in a document it follows the abbreviation where that comes first. */
const abbreviation: ElementRule = (element, flow, { context, explained, fill }) => {
  fill(flow, element.children);
  const meaning = cleanText(element.attributes.get('title') ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const key = `${plainTextOf(element)}\n${meaning}`;
  if (meaning === '' || explained.has(key)) return;
  explained.add(key);
  flow.text(` (${meaning})`);
  context.item.changed('What an abbreviation stands for follows it in brackets.');
};

const nothing: ElementRule = () => undefined;

export const INLINE_RULES: Readonly<Record<string, ElementRule>> = {
  b: marked('bold'),
  strong: marked('bold'),
  i: marked('italic'),
  em: marked('italic'),
  cite: marked('italic'),
  dfn: marked('italic'),
  var: marked('italic'),
  u: marked('underline'),
  ins: marked('underline'),
  s: marked('strike'),
  strike: marked('strike'),
  del: marked('strike'),
  code: marked('code'),
  kbd: marked('code'),
  samp: marked('code'),
  tt: marked('code'),
  sub: marked('subscript'),
  sup: marked('superscript'),
  mark: marked('highlight'),
  a: link,
  q: quoted,
  abbr: abbreviation,
  acronym: abbreviation,
  span: styled,
  font: styled,
  br: (_element, flow) => flow.hardBreak(),
  link: (_element, _flow, { context }) => context.item.changed('Links to style sheets were left out.'),
  // Elements that say nothing by themselves, or that the element around them reads.
  wbr: nothing,
  base: nothing,
  meta: nothing,
  title: nothing,
  head: nothing,
  source: nothing,
  track: nothing,
  param: nothing,
  col: nothing,
  colgroup: nothing,
  // Elements that a document shows as their content.
  bdi: transparent,
  bdo: transparent,
  big: transparent,
  data: transparent,
  label: transparent,
  nobr: transparent,
  output: transparent,
  rb: transparent,
  rp: transparent,
  rt: transparent,
  ruby: transparent,
  slot: transparent,
  small: transparent,
  time: transparent,
};
