/**
 * When a `conditionvar` of QTI 1.2 is fulfilled: for each response, every way to answer it that will do.
 *
 * It is read as exporters mean it. Two different answers where one is asked for cannot be given together, so they are
 * spellings of which any will do, even where the standard would have both.
 */
import { childElements, plainTextOf, type MarkupElement } from '../markup/markup.ts';
import { localName } from './cartridge-xml.ts';

/** What a question asks for in one place. */
export interface AskedResponse {
  /** Whether answers are given together, as where everything that applies is to be marked. */
  readonly takesSeveral: boolean;
  /** By identifier; empty where people write. */
  readonly choices: ReadonlyMap<string, unknown>;
}

export type Asked = ReadonlyMap<string, AskedResponse>;

/** Something that can be true of an answer. */
export interface Trait {
  readonly kind: 'is' | 'contains' | 'atLeast' | 'above' | 'atMost' | 'below';
  readonly value: string;
  /** Whether capital letters count. */
  readonly isExact: boolean;
}

/** An answer, as far as a condition describes it. */
export interface Way {
  readonly holds: readonly Trait[];
  readonly fails: readonly Trait[];
}

export type WaysByResponse = ReadonlyMap<string, readonly Way[]>;

export function conditionReader(asked: Asked): (condition: MarkupElement) => WaysByResponse {
  const responseOfChoice = new Map(
    [...asked].flatMap(([response, { choices }]) => [...choices.keys()].map((choice) => [choice, response])),
  );
  const read = (element: MarkupElement, isNegated: boolean): WaysByResponse => {
    const kind = KINDS.get(localName(element));
    if (kind !== undefined) return traitIn(element, kind, isNegated);
    switch (localName(element)) {
      case 'not':
        return readAll(element, !isNegated);
      // "Not both" is "either not", and the reverse.
      case 'and':
        return isNegated ? readAny(element, isNegated) : readAll(element, isNegated);
      case 'or':
        return isNegated ? readAll(element, isNegated) : readAny(element, isNegated);
      default:
        return new Map();
    }
  };
  const inside = (element: MarkupElement, isNegated: boolean): Map<string, (readonly Way[])[]> => {
    const lists = new Map<string, (readonly Way[])[]>();
    for (const child of childElements(element))
      for (const [response, ways] of read(child, isNegated)) {
        const known = lists.get(response);
        if (known === undefined) lists.set(response, [ways]);
        else known.push(ways);
      }
    return lists;
  };
  const readAny = (element: MarkupElement, isNegated: boolean): WaysByResponse =>
    new Map([...inside(element, isNegated)].map(([response, lists]) => [response, lists.flat()]));
  const readAll = (element: MarkupElement, isNegated: boolean): WaysByResponse =>
    new Map(
      [...inside(element, isNegated)].map(([response, lists]) => [
        response,
        allOf(lists, asked.get(response)?.takesSeveral === true),
      ]),
    );
  const traitIn = (element: MarkupElement, kind: Trait['kind'], isNegated: boolean): WaysByResponse => {
    const named = element.attributes.get('respident') ?? '';
    const value = plainTextOf(element);
    // Blackboard gives the choice itself as what is asked, and no value.
    const owner = value === '' && !asked.has(named) ? responseOfChoice.get(named) : undefined;
    const response = owner ?? named;
    const choices = asked.get(response)?.choices;
    if (choices === undefined) return new Map();
    const isExact = choices.size === 0 && /^yes$/i.test(element.attributes.get('case') ?? '');
    const values = localName(element) === 'varsubset' ? value.split(/\s*,\s*/) : [owner ? named : value];
    const traits = values.map((each): Trait => ({ kind, value: each, isExact }));
    return new Map([[response, [isNegated ? { holds: [], fails: traits } : { holds: traits, fails: [] }]]]);
  };
  return (condition) => readAll(condition, false);
}

const KINDS: ReadonlyMap<string, Trait['kind']> = new Map([
  ['varequal', 'is'],
  ['varsubset', 'is'],
  ['varsubstring', 'contains'],
  ['vargte', 'atLeast'],
  ['vargt', 'above'],
  ['varlte', 'atMost'],
  ['varlt', 'below'],
]);

/** Traits of all ways together: more than anybody would read. */
const MAX_COMBINED = 200;

/** Ways that fulfil every list at once; where there is none, those that fulfil any. */
function allOf(lists: readonly (readonly Way[])[], takesSeveral: boolean): readonly Way[] {
  const [first] = lists;
  if (first !== undefined && lists.length === 1) return first;
  const certain = lists.filter(({ length }) => length === 1).flat();
  const open = lists.filter(({ length }) => length > 1);
  const count = open.reduce((product, { length }) => product * length, 1);
  // What is the same in every way is copied into each of them.
  const size = lists.flat().reduce((sum, { holds, fails }) => sum + holds.length + fails.length, 0);
  if (count > 1 && count * size > MAX_COMBINED) return lists.flat();
  let ways = [merged(certain)];
  for (const list of open) ways = ways.flatMap((way) => list.map((other) => merged([way, other])));
  const possible = ways.filter((way) => takesSeveral || isPossible(way));
  return possible.length > 0 ? possible : lists.flat();
}

const merged = (ways: readonly Way[]): Way => ({
  holds: ways.flatMap(({ holds }) => holds),
  fails: ways.flatMap(({ fails }) => fails),
});

/** One answer is not two. */
const isPossible = ({ holds }: Way): boolean =>
  new Set(holds.flatMap(({ kind, value }) => (kind === 'is' ? [value] : []))).size <= 1;
