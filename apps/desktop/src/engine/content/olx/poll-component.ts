import type { BlockNode, ListItemNode } from '@educrowd/shared/content/content-json';
import * as z from 'zod';

import { mapMarkup } from '../markup/map-markup.ts';
import { descendants, plainTextOf, type MarkupElement } from '../markup/markup.ts';
import { clipped } from '../originals.ts';
import { textParagraph } from '../question-blocks.ts';
import { mappingOf, type Component, type ComponentReader } from './olx-course.ts';
import { parseJson } from './olx-policy.ts';
import { keepComponent } from './other-components.ts';

const text = z.string().nullish().catch(null);
const entries = z
  .array(z.tuple([z.string(), z.union([z.string(), z.object({ label: text, img: text, img_alt: text })])]))
  .catch([]);

/** A question or a choice: words, a picture, or both. */
interface Entry {
  label: string;
  picture: MarkupElement | null;
}

/** What a poll or survey asks, as a question with its choices, and what was said to those who had answered. */
export const readPoll: ComponentReader = (component) => {
  const { attributes, element } = component.definition;
  const question = attributes.get('question') ?? '';
  const questions = [
    ...(question === '' ? [] : [wordsAlone(question)]),
    ...entriesIn('questions', component),
  ];
  const inside = element === null ? [] : [...descendants(element)].filter(({ name }) => name === 'answer');
  const answers = [
    ...entriesIn('answers', component),
    ...inside.map((answer) => wordsAlone(plainTextOf(answer))),
  ];
  const choices = answers.flatMap((answer): ListItemNode[] => {
    const content = blocksOf(answer, component);
    return content.length === 0 ? [] : [{ type: 'listItem', content }];
  });
  const stated =
    element === null
      ? []
      : mapMarkup(
          element.children.filter((child) => child.kind === 'text' || child.name !== 'answer'),
          mappingOf(component),
        );
  const asked = [...stated, ...questions.flatMap((each) => blocksOf(each, component))];
  if (choices.length === 0 || asked.length === 0) return keepComponent(component);
  component.item.changed('The question of the poll can be read; nobody is asked and no answers are counted.');
  return [
    {
      type: 'callout',
      attrs: { kind: 'question' },
      content: [...asked, { type: 'bulletList', content: choices }],
    },
    ...feedbackBlocks(component),
  ];
};

const wordsAlone = (label: string): Entry => ({ label, picture: null });

const entriesIn = (name: string, { definition }: Component): Entry[] =>
  entries.parse(parseJson(definition.attributes.get(name) ?? '[]')).map(([, value]) => {
    if (typeof value === 'string') return wordsAlone(value);
    const { label, img, img_alt: alt } = value;
    return { label: label ?? '', picture: img ? pictureElement(img, alt ?? '') : null };
  });

const pictureElement = (src: string, alt: string): MarkupElement => ({
  kind: 'element',
  name: 'img',
  attributes: new Map([
    ['src', src],
    ['alt', alt],
  ]),
  children: [],
  source: src,
  line: null,
});

const blocksOf = ({ label, picture }: Entry, component: Component): BlockNode[] => [
  ...(label.trim() === '' ? [] : [textParagraph(clipped(label, 10_000))]),
  ...(picture === null ? [] : mapMarkup([picture], mappingOf(component))),
];

function feedbackBlocks({ definition, item }: Component): BlockNode[] {
  const feedback = definition.attributes.get('feedback')?.trim() ?? '';
  if (feedback === '') return [];
  item.changed('What was said to those who had answered can be read by everyone.');
  const content = feedback.split(/\n\s*\n/).map((each) => textParagraph(clipped(each.trim(), 10_000)));
  return [{ type: 'callout', attrs: { kind: 'note' }, content }];
}
