import { cleanText } from '@educrowd/shared/content/clean-text';
import type { ListItemNode } from '@educrowd/shared/content/content-json';

import { childElements, plainTextOf, type MarkupElement } from '../markup/markup.ts';

/**
 * The answers that a response states itself: numbers with their tolerance, texts and their alternatives. Choices say of
 * themselves whether they are right.
 */
export function statedAnswers(response: MarkupElement): ListItemNode[] {
  const first = response.attributes.get('answer') ?? response.attributes.get('cfn') ?? '';
  const others = childElements(response).filter(
    ({ name }) => name === 'additional_answer' || name === 'or_answer',
  );
  const isPattern = (response.attributes.get('type') ?? '').split(/\s+/).includes('regexp');
  const tolerance = toleranceOf(response);
  return [first, ...others.map((other) => other.attributes.get('answer') ?? plainTextOf(other))]
    .map((answer) => cleanText(answer).trim())
    .filter((answer) => answer !== '')
    .map((answer) => answerItem(answer, { isPattern, tolerance }));
}

function answerItem(
  answer: string,
  { isPattern, tolerance }: { isPattern: boolean; tolerance: string | null },
): ListItemNode {
  const isRange = /^[[(].*,.*[\])]$/.test(answer);
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
