import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@educrowd/shared/primitives/id';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeychainTokens } from './keychain-tokens.ts';

let folder = '';
let told: [string, string | null][] = [];
const onToken = (workspaceId: string, token: string | null) => void told.push([workspaceId, token]);
const [mine, other] = [newId(), newId()];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keychain-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

test('tokens of the keychain are read, and every change is told, without a file', () => {
  const tokensOf = createKeychainTokens({ tokens: { [mine]: 'kept' }, keepsTokens: true, onToken });
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
  const tokens = createKeychainTokens({ tokens: {}, keepsTokens: true, onToken })(mine, folder);
  expect(tokens.read()).toBe('from a file');
  expect(told).toEqual([[mine, 'from a file']]);
  expect(existsSync(join(folder, 'token'))).toBe(false);
});
