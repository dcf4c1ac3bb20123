import type { BlockNode, ListItemNode } from '@educrowd/shared/content/content-json';

import { append } from '../append.ts';
import type { ElementRule, Mapper } from '../markup/mapping-context.ts';
import { childElements, descendants, plainTextOf, type MarkupElement } from '../markup/markup.ts';
import type { Flow } from '../markup/flow.ts';
import { MEDIA_RULES } from '../markup/media-rules.ts';
import { clipped } from '../originals.ts';
import { textItem, textParagraph, type ProblemParts } from '../question-blocks.ts';
import { namesVariable, statedAnswers } from './stated-answers.ts';

/** Rules for the elements of a problem; they fill `parts` while the mapper writes the question. */
export function problemRules(parts: ProblemParts): Readonly<Record<string, ElementRule>> {
  const response: ElementRule = (element, flow, mapper) => {
    const { items, isWorkedOut } = statedAnswers(element);
    parts.answers.push({ items, partly: [] });
    if (isWorkedOut) parts.unshown.add(WORKED_OUT);
    collectFeedback(element, parts);
    flow.closeParagraph();
    mapper.fill(flow, element.children);
    flow.closeParagraph();
  };

  const choices: ElementRule = (element, flow, mapper) => {
    const content = childElements(element)
      .filter(isChoice)
      .map((choice) => {
        const item = choiceItem(choice, flow, mapper);
        if (namesVariable(choice.attributes.get('correct') ?? '')) parts.unshown.add(WORKED_OUT);
        if (isCorrect(choice)) {
          if (wantsNumber(choice)) parts.unshown.add('an answer with a number to fill in');
          else parts.answers.at(-1)?.items.push(item);
        }
        if (isPartlyCorrect(choice)) parts.answers.at(-1)?.partly.push(item);
        return item;
      });
    if (content.length > 0) flow.block({ type: 'bulletList', content });
  };

  /** Older drop-downs list their options in an attribute: `options="('a','b')" correct="a"`. */
  const options: ElementRule = (element, flow, mapper) => {
    const listed = element.attributes.get('options');
    if (listed === undefined) return choices(element, flow, mapper);
    const names = [...listed.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map((match) =>
      (match[1] ?? match[2] ?? '').replaceAll(/\\(.)/g, '$1'),
    );
    const correct = element.attributes.get('correct') ?? '';
    const content = names.filter((name) => name !== '').map(textItem);
    if (namesVariable(correct) || namesVariable(listed)) parts.unshown.add(WORKED_OUT);
    else if (correct !== '') parts.answers.at(-1)?.items.push(textItem(correct));
    if (content.length > 0) flow.block({ type: 'bulletList', content });
  };

  const blank: ElementRule = (element, flow) => {
    const after = element.attributes.get('trailing_text');
    flow.text(after === undefined ? ' ________ ' : ` ________ ${after} `);
  };

  const solution: ElementRule = (element, flow, mapper) => {
    append(
      parts.solutions,
      mapper.inside(flow, 1, (inner) => mapper.fill(inner, element.children)),
    );
  };

  const hints: ElementRule = (element, flow, mapper) => {
    for (const hint of childElements(element)) {
      const blocks = mapper.inside(flow, 1, (inner) => mapper.fill(inner, hint.children));
      if (blocks.length > 0) parts.hints.push(blocks);
    }
  };

  const unshown =
    (what: string): ElementRule =>
    () =>
      void parts.unshown.add(what);
  /** An answer is given on a picture, which can be looked at all the same. */
  const onPicture =
    (address: string): ElementRule =>
    (element, flow, mapper) => {
      parts.unshown.add(inputField(element.name));
      const src = element.attributes.get(address) ?? '';
      const attributes = new Map([...element.attributes, ['src', src]]);
      if (src !== '') MEDIA_RULES['img']?.({ ...element, attributes }, flow, mapper);
    };
  const shownPartly =
    (what: string): ElementRule =>
    (element, flow, mapper) => {
      parts.unshown.add(what);
      mapper.fill(flow, element.children);
    };
  /** Read by `response`. */
  const read: ElementRule = () => undefined;
  const marked =
    (type: 'bold' | 'italic'): ElementRule =>
    (element, flow, mapper) => {
      flow.closeParagraph();
      flow.marked({ type }, () => mapper.fill(flow, element.children));
      flow.closeParagraph();
    };

  return {
    ...Object.fromEntries(RESPONSES.map((name) => [name, response])),
    ...Object.fromEntries(
      OTHER_RESPONSES.map((name) => [
        name,
        (element: MarkupElement, flow: Flow, mapper: Mapper) => {
          parts.unshown.add(`a question of the kind “${name}”`);
          response(element, flow, mapper);
        },
      ]),
    ),
    ...Object.fromEntries(INPUTS.map((name) => [name, unshown(inputField(name))])),
    imageinput: onPicture('src'),
    drag_and_drop_input: onPicture('img'),
    choicegroup: choices,
    radiotextgroup: choices,
    checkboxtextgroup: choices,
    numtolerance_input: blank,
    checkboxgroup: choices,
    radiogroup: choices,
    optioninput: options,
    textline: blank,
    numericalinput: blank,
    formulaequationinput: blank,
    input: blank,
    solution,
    demandhint: hints,
    label: marked('bold'),
    description: marked('italic'),
    choicehint: read,
    optionhint: read,
    compoundhint: read,
    correcthint: read,
    stringequalhint: read,
    additional_answer: read,
    regexphint: read,
    responseparam: read,
    answer: read,
    script: unshown('a script'),
    hintgroup: unshown('hints that a script chooses'),
    problem: shownPartly('a problem within the problem'),
  };
}

/** For the report, after "The problem holds". */
const WORKED_OUT = 'an answer that a script works out';
const inputField = (name: string): string => `an input field of the kind “${name}”`;

const RESPONSES = [
  'multiplechoiceresponse',
  'choiceresponse',
  'optionresponse',
  'numericalresponse',
  'stringresponse',
  'truefalseresponse',
  'formularesponse',
];
const OTHER_RESPONSES = [
  'customresponse',
  'symbolicresponse',
  'imageresponse',
  'javascriptresponse',
  'jsmeresponse',
  'coderesponse',
  'externalresponse',
  'schematicresponse',
  'choicetextresponse',
  'annotationresponse',
  'randomresponse',
];
const INPUTS = [
  'schematic',
  'jsinput',
  'crystallography',
  'vsepr_input',
  'editamoleculeinput',
  'jsmeinput',
  'javascriptinput',
  'textbox',
  'codeinput',
  'filesubmission',
  'matlabinput',
  'chemicalequationinput',
  'designprotein2dinput',
  'editageneinput',
  'annotationinput',
  'simulink',
];

export const isResponse = ({ name }: MarkupElement): boolean =>
  RESPONSES.includes(name) || OTHER_RESPONSES.includes(name);

const isChoice = ({ name }: MarkupElement): boolean => name === 'choice' || name === 'option';
const wantsNumber = (choice: MarkupElement): boolean =>
  [...descendants(choice)].some(({ name }) => name === 'numtolerance_input');
const isCorrect = ({ attributes }: MarkupElement): boolean =>
  (attributes.get('correct') ?? '').toLowerCase() === 'true';
const isPartlyCorrect = ({ attributes }: MarkupElement): boolean =>
  /^partial/i.test(attributes.get('correct') ?? '');

function choiceItem(choice: MarkupElement, flow: Flow, mapper: Mapper): ListItemNode {
  const blocks = mapper.inside(flow, 2, (inner) => mapper.fill(inner, choice.children));
  if (blocks.length > 0) return { type: 'listItem', content: blocks };
  return textItem(choice.attributes.get('description') ?? choice.attributes.get('name') ?? '…');
}

function collectFeedback(response: MarkupElement, parts: ProblemParts): void {
  for (const element of descendants(response)) {
    const own = plainTextOf(element);
    if (own === '') continue;
    const says = saying(own);
    switch (element.name) {
      case 'compoundhint':
        parts.feedback.push({ to: element.attributes.get('value') ?? '', says });
        break;
      case 'stringequalhint':
      case 'regexphint':
        parts.feedback.push({ to: element.attributes.get('answer') ?? '', says });
        break;
      case 'correcthint':
        parts.feedback.push({ to: 'Correct answer', says });
        break;
      case 'choice':
      case 'option':
        for (const hint of childElements(element).filter(
          ({ name }) => name === 'choicehint' || name === 'optionhint',
        )) {
          const to = element.children
            .filter((child) => child !== hint)
            .map(plainTextOf)
            .join(' ')
            .trim();
          const suffix = hint.attributes.get('selected')?.toLowerCase() === 'false' ? ' (not chosen)' : '';
          const words = plainTextOf(hint);
          if (words !== '') parts.feedback.push({ to: `${to}${suffix}`, says: saying(words) });
        }
        break;
      default:
    }
  }
}

const saying = (words: string): BlockNode[] => [textParagraph(clipped(words, 10_000))];
