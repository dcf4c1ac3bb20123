import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileTokenStore } from './token-store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps the last token, for the owner alone, until it is cleared', () => {
  const path = join(folder, 'token');
  const tokens = createFileTokenStore(path);
  expect(tokens.read()).toBeNull();
  tokens.write('first');
  tokens.write('second');
  expect(createFileTokenStore(path).read()).toBe('second');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  tokens.clear();
  tokens.clear();
  expect(tokens.read()).toBeNull();
});
