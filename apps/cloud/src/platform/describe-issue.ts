import type * as z from 'zod';
import { words } from './app-error.ts';

type Issue = z.core.$ZodIssue;

/** What a schema has found wrong, as a sentence of ours; of a check with words of its own, those. */
export function describeIssue(issue: Issue): string {
  if (!WORDS_OF_ZOD.test(issue.message)) return sentence(issue.message);
  switch (issue.code) {
    case 'invalid_type':
      // The schema's own message alone tells a field that is not there from one of another type.
      return issue.message.endsWith('received undefined')
        ? words('inputProblems.missing')
        : words('inputProblems.wrongType', { expected: issue.expected });
    case 'too_big':
      return tooBig(issue);
    case 'too_small':
      return tooSmall(issue);
    case 'invalid_format':
      return words(formats[issue.format] ?? 'inputProblems.wrongForm');
    case 'unrecognized_keys':
      return words('inputProblems.unknownFields', { names: listed(issue.keys) });
    case 'invalid_value':
      return words('inputProblems.noneOf', { values: listed(issue.values.map(String)) });
    default:
      return words('inputProblems.fitsNothing');
  }
}

/** How messages begin that no schema of ours has given. */
const WORDS_OF_ZOD = /^(?:Invalid |Too big|Too small|Unrecognized key)/;

const formats: Partial<
  Record<string, 'inputProblems.noEmail' | 'inputProblems.noId' | 'inputProblems.noTime'>
> = {
  email: 'inputProblems.noEmail',
  uuid: 'inputProblems.noId',
  datetime: 'inputProblems.noTime',
};

function tooBig({ origin, maximum }: Extract<Issue, { code: 'too_big' }>): string {
  if (origin === 'string') return words('inputProblems.textTooLong', { count: Number(maximum) });
  return isList(origin)
    ? words('inputProblems.listTooLong', { count: Number(maximum) })
    : words('inputProblems.numberTooLarge', { limit: Number(maximum) });
}

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): string {
  if (origin === 'string') return words('inputProblems.textTooShort', { count: Number(minimum) });
  return isList(origin)
    ? words('inputProblems.listTooShort', { count: Number(minimum) })
    : words('inputProblems.numberTooSmall', { limit: Number(minimum) });
}

const isList = (origin: string): boolean => origin === 'array' || origin === 'set' || origin === 'map';

/** Of what was sent, which may be long. */
const LISTED = 20;
const LISTED_LENGTH = 60;

const listed = (texts: readonly string[]): string =>
  texts
    .slice(0, LISTED)
    .map((text) => text.slice(0, LISTED_LENGTH))
    .join(', ');

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
