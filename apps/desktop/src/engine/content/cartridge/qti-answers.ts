/** Answers of a QTI 1.2 question in words, and as people see them among the choices. */
import type { BlockNode, ContentNode, ListItemNode } from '@educrowd/shared/content/content-json';
import { projectText } from '@educrowd/shared/content/project-text';

import { onOneLine } from '../one-line.ts';
import { clipped } from '../originals.ts';
import { textItem, type QuestionAnswers } from '../question-blocks.ts';
import type { AskedResponse, Trait, Way } from './qti-condition.ts';
import type { FeedbackCause, ScoredAnswers, Scoring } from './qti-scoring.ts';

export interface QtiResponse extends AskedResponse {
  /** What is asked here, in words; empty where the question as a whole asks it. */
  readonly prompt: string;
  readonly choices: ReadonlyMap<string, Choice>;
}

export interface Choice {
  /** `answer 2` for one without words. */
  readonly words: string;
  readonly content: readonly BlockNode[];
  /** How New Quizzes of Canvas compares what is written with it. */
  readonly comparison: string;
}

const MAX_TEXT = 10_000;

/** The words of blocks; what is kept as its original has none. */
export const wordsOf = (content: readonly BlockNode[]): string =>
  onOneLine(projectText({ type: 'doc', content: content.filter(({ type }) => type !== 'opaque') }));

/** Right and partly right answers, response by response in the order in which they are asked. */
export function answersOf(responses: ReadonlyMap<string, QtiResponse>, scoring: Scoring): QuestionAnswers[] {
  const answers: QuestionAnswers[] = [];
  const matched: QuestionAnswers = { items: [], partly: [] };
  const hasPrompts = responses.size > 1 && [...responses.values()].some(({ prompt }) => prompt !== '');
  for (const [index, [id, response]] of [...responses].entries()) {
    const { right: ways, partly } = scoring.answers.get(id) ?? NOT_SCORED;
    const right = listedWays(ways, response);
    if (hasPrompts) {
      const to = response.prompt || `part ${index + 1}`;
      matched.items.push(...matchedItem(to, right, response));
      matched.partly.push(...matchedItem(to, partly, response));
    } else answers.push({ items: itemsOf(right, response), partly: itemsOf(partly, response) });
  }
  return hasPrompts ? [matched] : answers;
}

const NOT_SCORED: ScoredAnswers = { right: [], partly: [] };

function matchedItem(to: string, ways: readonly Way[], response: QtiResponse): ListItemNode[] {
  const words = unique(ways.map((way) => wordsOfWay(way, response)));
  return words.length === 0 ? [] : [textItem(clipped(`${to}: ${words.join(', ')}`, MAX_TEXT))];
}

/** What stands in a line of its own: each way, or each answer where several are given in the only way. */
function listedWays(ways: readonly Way[], { takesSeveral }: QtiResponse): readonly Way[] {
  const [only] = ways;
  const isList =
    takesSeveral && ways.length === 1 && only !== undefined && only.holds.every(({ kind }) => kind === 'is');
  return isList && only.holds.length > 0 ? only.holds.map((trait) => ({ holds: [trait], fails: [] })) : ways;
}

function itemsOf(ways: readonly Way[], response: QtiResponse): ListItemNode[] {
  const items = new Map<string, ListItemNode>();
  for (const way of ways) {
    const choice = choiceIn(way, response);
    const words = wordsOfWay(way, response);
    const key = JSON.stringify([choice === null, choice === null ? words : way.holds[0]?.value]);
    if (items.has(key)) continue;
    // An original is in a lesson once, as the report counts it.
    const isShown =
      choice !== null &&
      choice.comparison === '' &&
      choice.content.length > 0 &&
      !holdsOriginal(choice.content);
    items.set(
      key,
      isShown
        ? { type: 'listItem', content: [...choice.content] }
        : textItem(clipped(words, MAX_TEXT) || '…'),
    );
  }
  return [...items.values()];
}

/** The choice that alone is the answer. */
function choiceIn({ holds }: Way, { choices }: QtiResponse): Choice | null {
  const [trait] = holds;
  return holds.length === 1 && trait?.kind === 'is' ? (choices.get(trait.value) ?? null) : null;
}

const holdsOriginal = (content: readonly ContentNode[]): boolean =>
  content.some((node) => node.type === 'opaque' || ('content' in node && holdsOriginal(node.content ?? [])));

function wordsOfWay({ holds, fails }: Way, response: QtiResponse): string {
  const wanted = wordsOfTraits(holds, response);
  // What is not to be marked follows from what is.
  if (wanted !== '')
    return response.choices.size > 0 || fails.length === 0
      ? wanted
      : `${wanted}, but not ${wordsOfTraits(fails, response)}`;
  const excluded = new Set(fails.map(({ value }) => value));
  return response.choices.size > 0 && [...response.choices.keys()].every((choice) => excluded.has(choice))
    ? 'none of the choices'
    : `anything but ${wordsOfTraits(fails, response)}`;
}

function wordsOfTraits(traits: readonly Trait[], response: QtiResponse): string {
  const bound = (...kinds: Trait['kind'][]): Trait | undefined =>
    traits.find(({ kind }) => kinds.includes(kind));
  const from = bound('atLeast', 'above');
  const to = bound('atMost', 'below');
  const isRange = from !== undefined && to !== undefined;
  const range = !isRange ? [] : from.value === to.value ? [from.value] : [`${from.value} – ${to.value}`];
  const others = traits.filter((trait) => !isRange || (trait !== from && trait !== to));
  return unique([...others.map((trait) => wordsOfTrait(trait, response)), ...range]).join(' + ');
}

function wordsOfTrait({ kind, value, isExact }: Trait, { choices }: QtiResponse): string {
  const says = SAYS[kind](value, choices.get(value));
  return isExact ? `${says} (capital letters count)` : says;
}

const SAYS: Readonly<Record<Trait['kind'], (value: string, choice: Choice | undefined) => string>> = {
  is: (value, choice) => (choice === undefined ? value : compared(choice)),
  contains: (value, choice) => `a text that contains “${choice?.words ?? value}”`,
  atLeast: (value) => `${value} or more`,
  above: (value) => `more than ${value}`,
  atMost: (value) => `${value} or less`,
  below: (value) => `less than ${value}`,
};

function compared({ words, comparison }: Choice): string {
  switch (comparison) {
    case 'TextContainsAnswer':
      return `a text that contains “${words}”`;
    case 'TextCloseEnough':
      return `${words}, or nearly so`;
    case 'TextRegex':
      return `matches the pattern ${words}`;
    default:
      return words;
  }
}

/** When a feedback is given, in words; empty for always. */
export function reasonFor(
  causes: readonly FeedbackCause[],
  responses: ReadonlyMap<string, QtiResponse>,
): string {
  if (causes.some(({ kind }) => kind === 'always')) return '';
  const reasons = causes.flatMap((cause) => {
    if (cause.kind === 'always') return [];
    if (cause.kind === 'correct') return 'Correct answer';
    const response = responses.get(cause.response ?? '');
    if (cause.kind === 'answers')
      return response === undefined ? [] : cause.ways.map((way) => wordsOfWay(way, response));
    const isPart = responses.size > 1 && response !== undefined && response.prompt !== '';
    return isPart ? `Another answer to “${response.prompt}”` : 'Another answer';
  });
  return unique(reasons).join(', ');
}

const unique = (words: readonly string[]): string[] => [...new Set(words)];
