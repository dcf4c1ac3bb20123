/** What `resprocessing` of a QTI 1.2 question gives points for, and when it shows which feedback. */
import { plainTextOf, type MarkupElement } from '../markup/markup.ts';
import { childCalled, childrenCalled } from './cartridge-xml.ts';
import {
  conditionReader,
  type Asked,
  type AskedResponse,
  type Trait,
  type Way,
  type WaysByResponse,
} from './qti-condition.ts';

export interface Scoring {
  readonly answers: ReadonlyMap<string, ScoredAnswers>;
  /** Every reason for which a feedback is given. */
  readonly feedback: ReadonlyMap<string, readonly FeedbackCause[]>;
}

/** Ways to answer one response, in the order of the file. */
export interface ScoredAnswers {
  /** Those that nothing gives more points than. */
  readonly right: readonly Way[];
  /** Those that give some of the points. */
  readonly partly: readonly Way[];
}

export type FeedbackCause =
  | { readonly kind: 'always' }
  | { readonly kind: 'correct' }
  /** `response` where only one of several was answered so. */
  | { readonly kind: 'incorrect'; readonly response: string | null }
  | { readonly kind: 'answers'; readonly response: string; readonly ways: readonly Way[] };

interface Condition {
  readonly ways: WaysByResponse;
  /** Null for one that changes no points. */
  readonly effect: Effect | null;
  readonly isCalledCorrect: boolean;
  readonly feedback: readonly string[];
}

interface Effect {
  readonly isAdded: boolean;
  readonly points: number;
}

export function scoringOf(item: MarkupElement, asked: Asked): Scoring {
  const conditions = conditionsOf(item, asked);
  const rated = new Map([...asked.keys()].map((response) => [response, [] as RatedWays[]]));
  for (const { ways, effect, isCalledCorrect } of conditions)
    for (const [response, each] of ways) rated.get(response)?.push({ ways: each, effect, isCalledCorrect });
  const answers = new Map(
    [...asked].map(([response, about]) => [response, scoredAnswers(rated.get(response) ?? [], about)]),
  );
  const right = new Map(
    [...answers].map(([response, scored]) => [
      response,
      new Set(scored.right.flatMap(({ holds }) => holds.map(keyOfTrait))),
    ]),
  );
  const feedback = new Map<string, FeedbackCause[]>();
  for (const condition of conditions)
    for (const id of condition.feedback) {
      const known = feedback.get(id) ?? [];
      for (const cause of causesOf(id, condition, right)) known.push(cause);
      feedback.set(id, known);
    }
  return { answers, feedback };
}

function conditionsOf(item: MarkupElement, asked: Asked): Condition[] {
  const waysIn = conditionReader(asked);
  const read = childrenCalled(item, 'resprocessing')
    .flatMap((each) => childrenCalled(each, 'respcondition'))
    .map((element) => {
      const variables = childCalled(element, 'conditionvar');
      return { element, ways: variables === undefined ? new Map() : waysIn(variables) };
    });
  const isCounted = countedVariables(
    read.filter(({ ways }) => ways.size > 0).flatMap(({ element }) => childrenCalled(element, 'setvar')),
  );
  return read.map(({ element, ways }) => {
    const setvar = childrenCalled(element, 'setvar').find((each) => isCounted(variableOf(each)));
    return {
      ways,
      effect: setvar === undefined ? null : effectOf(setvar),
      isCalledCorrect: /^yes$/i.test(element.attributes.get('correctanswer') ?? ''),
      feedback: childrenCalled(element, 'displayfeedback').map(
        ({ attributes }) => attributes.get('linkrefid') ?? '',
      ),
    };
  });
}

const variableOf = ({ attributes }: MarkupElement): string =>
  attributes.get('varname') ?? attributes.get('variablename') ?? 'SCORE';

/** The score where answers count for it. Some exporters count right and wrong answers first. */
function countedVariables(setvars: readonly MarkupElement[]): (name: string) => boolean {
  const isScore = (name: string): boolean => /score/i.test(name);
  return setvars.map(variableOf).some(isScore) ? isScore : (name) => !/incorrect|wrong/i.test(name);
}

function effectOf(setvar: MarkupElement): Effect | null {
  const text = plainTextOf(setvar);
  // Blackboard writes `SCORE.max`.
  const points = /\.max$/i.test(text) ? Number.POSITIVE_INFINITY : Number(text);
  if (Number.isNaN(points)) return null;
  switch ((setvar.attributes.get('action') ?? 'Set').toLowerCase()) {
    case 'set':
      return { isAdded: false, points };
    case 'add':
      return { isAdded: true, points };
    case 'subtract':
      return { isAdded: true, points: -points };
    default:
      return null;
  }
}

interface RatedWays {
  readonly ways: readonly Way[];
  readonly effect: Effect | null;
  readonly isCalledCorrect: boolean;
}

interface RatedWay {
  readonly way: Way;
  readonly points: number;
  readonly isAdded: boolean;
}

function scoredAnswers(all: readonly RatedWays[], about: AskedResponse): ScoredAnswers {
  const rated = new Map<string, RatedWay>();
  const calledCorrect = new Map<string, Way>();
  for (const { ways, effect, isCalledCorrect } of all)
    for (const way of spelledOut(ways, about)) {
      const key = keyOf(way);
      if (isCalledCorrect) calledCorrect.set(key, way);
      if (effect === null) continue;
      const before = rated.get(key)?.points ?? 0;
      const points = effect.isAdded ? before + effect.points : Math.max(before, effect.points);
      rated.set(key, { way, points, isAdded: effect.isAdded });
    }
  const given = [...rated.values()].filter(({ points }) => points > 0);
  if (given.length === 0) return { right: [...calledCorrect.values()], partly: [] };
  if (about.takesSeveral && given.every(({ isAdded }) => isAdded))
    return { right: [allGiven(given)], partly: [] };
  const most = given.reduce((best, { points }) => Math.max(best, points), 0);
  return {
    right: given.filter(({ points }) => points === most).map(({ way }) => way),
    partly: given.filter(({ points }) => points < most).map(({ way }) => way),
  };
}

/** Where each answer adds its own points, all of them together are the right one. */
function allGiven(given: readonly RatedWay[]): Way {
  const holds = new Map(given.flatMap(({ way }) => way.holds).map((trait) => [keyOfTrait(trait), trait]));
  // What is not to be marked follows from what is.
  return { holds: [...holds.values()], fails: holds.size > 0 ? [] : given.flatMap(({ way }) => way.fails) };
}

/** Of more choices than this nobody names all but one. */
const MAX_SPELLED_OUT = 12;

/** "Not the first" of three choices is the second or the third. */
function spelledOut(ways: readonly Way[], { takesSeveral, choices }: AskedResponse): readonly Way[] {
  if (takesSeveral || choices.size === 0 || choices.size > MAX_SPELLED_OUT) return ways;
  return ways.flatMap((way) => {
    if (way.holds.length > 0 || way.fails.length === 0) return way;
    const failing = new Set(way.fails.map(({ value }) => value));
    return [...choices.keys()]
      .filter((value) => !failing.has(value))
      .map((value): Way => ({ holds: [{ kind: 'is', value, isExact: false }], fails: [] }));
  });
}

const keyOfTrait = ({ kind, value, isExact }: Trait): string => `${kind}${isExact ? '!' : ' '}${value}`;
/** XML holds no NUL. */
const keyOf = ({ holds, fails }: Way): string =>
  [holds, fails].map((traits) => traits.map(keyOfTrait).toSorted().join('\0')).join('\0\0');

function causesOf(
  id: string,
  { ways, effect }: Condition,
  right: ReadonlyMap<string, ReadonlySet<string>>,
): FeedbackCause[] {
  const isIncorrect = /incorrect/i.test(id) || (effect !== null && effect.points <= 0);
  if (ways.size === 0) {
    if (effect !== null && effect.points > 0) return [{ kind: 'correct' }];
    return [isIncorrect ? { kind: 'incorrect', response: null } : { kind: 'always' }];
  }
  const named = [...ways].flatMap(([response, each]) => {
    const holding = each.filter(({ holds }) => holds.length > 0);
    return holding.length === 0 ? [] : [{ kind: 'answers' as const, response, ways: holding }];
  });
  if (effect === null || effect.points <= 0) {
    const [response = null] = ways.size === 1 ? ways.keys() : [];
    return named.length > 0 ? named : [{ kind: 'incorrect', response }];
  }
  const isRight = named.every(({ response, ways: each }) =>
    each.every(({ holds }) => holds.every((trait) => right.get(response)?.has(keyOfTrait(trait)) === true)),
  );
  return isRight ? [{ kind: 'correct' }] : named;
}
