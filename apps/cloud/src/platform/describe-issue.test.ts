import { expect, test } from 'vitest';
import * as z from 'zod';
import { storableText } from '@educrowd/shared/primitives/text';
import { describeIssue } from './describe-issue.ts';

const schema = z.strictObject({
  text: storableText(3).min(2),
  list: z.array(z.string()).min(1).max(2),
  number: z.int().min(5).max(9),
  either: z.union([z.string(), z.boolean()]),
  choice: z.enum(['a', 'b']),
  email: z.email(),
  id: z.uuid(),
  at: z.iso.datetime(),
  code: z.string().regex(/^x$/),
  amount: z.string().regex(/^\d$/, 'write one digit').max(1, 'One digit only.'),
});
const right = {
  text: 'ab',
  list: ['a'],
  number: 7,
  either: true,
  choice: 'a',
  email: 'a@b.co',
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  at: '2030-12-31T23:59:59Z',
  code: 'x',
  amount: '1',
};

test('what is right has no problem', () => {
  expect(schema.safeParse(right).success).toBe(true);
});

test.each<[object, string]>([
  [{ text: undefined }, 'This is missing.'],
  [{ text: 1 }, 'This has to be a text.'],
  [{ text: 'a' }, 'Use at least 2 characters.'],
  [{ text: 'abcd' }, 'Use at most 3 characters.'],
  [{ text: 'a\0' }, 'Contains characters that cannot be stored.'],
  [{ list: {} }, 'This has to be a list.'],
  [{ list: [] }, 'Name at least 1.'],
  [{ list: ['a', 'b', 'c'] }, 'Name at most 2.'],
  [{ number: '7' }, 'This has to be a number.'],
  [{ number: 7.5 }, 'This has to be a whole number.'],
  [{ number: 1 }, 'Use a number of at least 5.'],
  [{ number: 1_000 }, 'Use a number of at most 9.'],
  [{ either: 1 }, 'This fits nothing that is expected here.'],
  [{ choice: 'c' }, 'Use one of a, b.'],
  [{ email: 'a' }, 'This is not an e-mail address.'],
  [{ id: 'a' }, 'This is not an id.'],
  [{ at: 'soon' }, 'Write a time as in 2030-12-31T23:59:59Z.'],
  [{ code: 'y' }, 'This is not written in the form that is expected here.'],
  [{ amount: 'x' }, 'Write one digit.'],
  [{ tenant: 1, other: 2 }, 'There is nothing here of the name tenant, other.'],
])('%o', (wrong, said) => {
  const { error } = schema.safeParse({ ...right, ...wrong });
  expect(error?.issues.map(describeIssue)).toEqual([said]);
});
