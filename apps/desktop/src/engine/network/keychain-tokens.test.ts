import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@educrowd/shared/primitives/id';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeychainTokens } from './keychain-tokens.ts';

let folder = '';
const askAgain = (): void => undefined;
let told: [string, string | null][] = [];
const onToken = (workspaceId: string, token: string | null) => void told.push([workspaceId, token]);
const [mine, other] = [newId(), newId()];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keychain-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

test('tokens of the keychain are read, and every change is told, without a file', () => {
  const { tokensOf } = createKeychainTokens({
    tokens: { [mine]: 'kept' },
    locked: [],
    keepsTokens: true,
    onToken,
    askAgain,
  });
  const tokens = tokensOf(mine, folder);
  expect(tokens.read()).toBe('kept');
  expect(tokensOf(other, folder).read()).toBeNull();
  tokens.write('fresh');
  expect(tokensOf(mine, folder).read()).toBe('fresh');
  tokens.clear();
  tokens.clear();
  expect(tokens.read()).toBeNull();
  expect(told).toEqual([
    [mine, 'fresh'],
    [mine, null],
  ]);
  expect(existsSync(join(folder, 'token'))).toBe(false);
});

test('a token in a file goes into the keychain, and the file goes away', () => {
  writeFileSync(join(folder, 'token'), 'from a file');
  const tokens = createKeychainTokens({
    tokens: {},
    locked: [],
    keepsTokens: true,
    onToken,
    askAgain,
  }).tokensOf(mine, folder);
  expect(tokens.read()).toBe('from a file');
  expect(told).toEqual([[mine, 'from a file']]);
  expect(existsSync(join(folder, 'token'))).toBe(false);
});

test('a sign-in that the keychain did not give is there once it does, and can be signed out of until then', () => {
  const given = { tokens: {}, locked: [mine, other], keepsTokens: true, onToken, askAgain };
  const { tokensOf, give } = createKeychainTokens(given);
  const [first, second] = [tokensOf(mine, folder), tokensOf(other, folder)];
  expect([first.read(), first.isLocked()]).toEqual([null, true]);
  second.clear();
  expect(told).toEqual([[other, null]]);
  give({ [mine]: 'kept', [other]: 'signed out of by now' });
  expect([first.read(), first.isLocked()]).toEqual(['kept', false]);
  expect([second.read(), second.isLocked()]).toEqual([null, false]);
  // What the person has signed in with since is newer than what the keychain has.
  first.write('fresh');
  give({ [mine]: 'kept' });
  expect(first.read()).toBe('fresh');
});
