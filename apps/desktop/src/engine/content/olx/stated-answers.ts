import { cleanText } from '@educrowd/shared/content/clean-text';
import type { ListItemNode } from '@educrowd/shared/content/content-json';

import { childElements, descendants, plainTextOf, type MarkupElement } from '../markup/markup.ts';

export interface StatedAnswers {
  items: ListItemNode[];
  /** An answer, or how far one may be off, is only known while a script runs. */
  isWorkedOut: boolean;
}

/**
 * The answers that a response states itself: numbers with their tolerance, texts and their alternatives. Choices say of
 * themselves whether they are right.
 */
export function statedAnswers(response: MarkupElement): StatedAnswers {
  const { attributes } = response;
  const first = attributes.get('answer') ?? attributes.get('expect');
  const others = childElements(response).filter(
    ({ name }) => name === 'additional_answer' || name === 'or_answer',
  );
  const isPattern = (attributes.get('type') ?? '').split(/\s+/).includes('regexp');
  const written = [
    ...(first === undefined ? expectedLines(response) : [first]),
    ...others.map((other) => other.attributes.get('answer') ?? plainTextOf(other)),
  ]
    .map((answer) => cleanText(answer).trim())
    .filter((answer) => answer !== '');
  const known = isPattern ? written : written.filter((answer) => !namesVariable(answer));
  const isNumber = response.name === 'numericalresponse';
  const stated = toleranceOf(response);
  const tolerance = stated === null || namesVariable(stated) ? null : stated;
  return {
    items: known.map((answer) =>
      answerItem(answer, { isPattern, isRange: isNumber && RANGE.test(answer), tolerance }),
    ),
    isWorkedOut: known.length < written.length || tolerance !== stated,
  };
}

/** `$x` and `${x}` stand for what a script of the problem calls x. */
export const namesVariable = (text: string): boolean => /\$\{?[A-Za-z_]/.test(text);

/** What the lines of a question that a script checks say of themselves. */
const expectedLines = (response: MarkupElement): string[] =>
  [...descendants(response)].flatMap(({ name, attributes }) =>
    name === 'textline' ? (attributes.get('correct_answer') ?? []) : [],
  );

const RANGE = /^[[(].*,.*[\])]$/;

function answerItem(
  answer: string,
  { isPattern, isRange, tolerance }: { isPattern: boolean; isRange: boolean; tolerance: string | null },
): ListItemNode {
  const before = isPattern ? 'Matches the pattern ' : isRange ? 'Between ' : '';
  return {
    type: 'listItem',
    content: [
      {
        type: 'paragraph',
        content: [
          ...(before === '' ? [] : [{ type: 'text' as const, text: before }]),
          { type: 'text', text: answer, ...(isPattern ? { marks: [{ type: 'code' as const }] } : {}) },
          ...(tolerance === null || isRange ? [] : [{ type: 'text' as const, text: ` (± ${tolerance})` }]),
        ],
      },
    ],
  };
}

function toleranceOf(response: MarkupElement): string | null {
  const parameter = childElements(response).find(
    ({ name, attributes }) => name === 'responseparam' && attributes.get('type') === 'tolerance',
  );
  const tolerance = cleanText(parameter?.attributes.get('default') ?? '').trim();
  return tolerance === '' || /^0*\.?0*%?$/.test(tolerance) ? null : tolerance;
}
