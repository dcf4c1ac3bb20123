/** What `resprocessing` of a QTI 1.2 question gives points for, and when it shows which feedback. */
import { childElements, plainTextOf, type MarkupElement } from '../markup/markup.ts';
import { childCalled, childrenCalled, descendantsCalled, localName } from './cartridge-xml.ts';

export interface Scoring {
  /** Right values of each response, in the order of the file. */
  readonly correct: ReadonlyMap<string, readonly string[]>;
  readonly feedback: ReadonlyMap<string, FeedbackCause>;
}

export type FeedbackCause =
  | { readonly kind: 'always' }
  | { readonly kind: 'correct' }
  | { readonly kind: 'incorrect' }
  | { readonly kind: 'choice'; readonly response: string; readonly value: string };

export function scoringOf(item: MarkupElement): Scoring {
  const correct = new Map<string, string[]>();
  const feedback = new Map<string, FeedbackCause>();
  const conditions = childrenCalled(item, 'resprocessing').flatMap((each) =>
    childrenCalled(each, 'respcondition'),
  );
  for (const condition of conditions) {
    const variables = childCalled(condition, 'conditionvar');
    const accepted = variables === undefined ? [] : acceptedIn(variables);
    const isScored = childrenCalled(condition, 'setvar').some(givesPoints);
    if (isScored) {
      for (const { response, value } of accepted) {
        const known = correct.get(response) ?? [];
        if (!known.includes(value)) known.push(value);
        correct.set(response, known);
      }
    }
    for (const { attributes } of childrenCalled(condition, 'displayfeedback')) {
      const id = attributes.get('linkrefid') ?? '';
      const cause = causeOf(id, { isScored, accepted });
      if (cause !== null && !feedback.has(id)) feedback.set(id, cause);
    }
  }
  return { correct, feedback };
}

interface Accepted {
  readonly response: string;
  readonly value: string;
}

function causeOf(
  id: string,
  { isScored, accepted }: { isScored: boolean; accepted: readonly Accepted[] },
): FeedbackCause | null {
  if (isScored) return { kind: 'correct' };
  const [only] = accepted;
  if (accepted.length === 1 && only !== undefined) return { kind: 'choice', ...only };
  if (accepted.length > 1) return null;
  return { kind: /incorrect/i.test(id) ? 'incorrect' : 'always' };
}

/** `Set 100` and `Add 33.3` do; `Set 0` and `Subtract` do not. */
function givesPoints(setvar: MarkupElement): boolean {
  const action = (setvar.attributes.get('action') ?? 'Set').toLowerCase();
  return (action === 'set' || action === 'add') && Number(plainTextOf(setvar)) > 0;
}

/** Values that fulfil a condition. What stands in a `not` does not. */
function acceptedIn(condition: MarkupElement): Accepted[] {
  const accepted: Accepted[] = [];
  for (const child of childElements(condition)) {
    const response = child.attributes.get('respident') ?? '';
    switch (localName(child)) {
      case 'varequal':
      case 'varsubstring':
      case 'varsubset':
        accepted.push({ response, value: plainTextOf(child) });
        break;
      case 'or':
        accepted.push(...acceptedIn(child));
        break;
      case 'and':
        accepted.push(...(rangeIn(child) ?? acceptedIn(child)));
        break;
      default:
    }
  }
  return accepted.length > 0 ? accepted : (rangeIn(condition) ?? []);
}

/** `vargte 33.32` and `varlte 33.34` of one response are one answer: a range. */
function rangeIn(condition: MarkupElement): Accepted[] | null {
  const bound = (...names: string[]): MarkupElement | undefined =>
    names.flatMap((name) => [...descendantsCalled(condition, name)])[0];
  const from = bound('vargte', 'vargt');
  const to = bound('varlte', 'varlt');
  if (from === undefined || to === undefined || childrenCalled(condition, 'varequal').length > 0) return null;
  const response = from.attributes.get('respident') ?? '';
  return [{ response, value: `${plainTextOf(from)} – ${plainTextOf(to)}` }];
}
