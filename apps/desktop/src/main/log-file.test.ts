import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from './log-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the log goes on in its file, for its owner alone, and never takes more than two files', () => {
  const log = openLogFile(folder, 1_000);
  for (let count = 0; count < 200; count++) log.write(`line ${count}`);
  expect(readdirSync(folder).toSorted()).toEqual(['educrowd.log', 'educrowd.previous.log']);
  for (const name of readdirSync(folder)) {
    const { size, mode } = statSync(join(folder, name));
    expect(size).toBeLessThan(1_100);
    expect(mode & 0o777).toBe(0o600);
  }
  expect(readFileSync(log.path, 'utf8')).toMatch(/^\d{4}-\d\d-\d\dT\S+ line \d+\n/);
  expect(readFileSync(log.path, 'utf8')).toContain('line 199\n');
});

test('one endless line is cut', () => {
  const log = openLogFile(folder, 100_000);
  log.write('x'.repeat(50_000));
  expect(statSync(log.path).size).toBeLessThan(9_000);
});

test('where its folder cannot be made, nothing is kept, and nothing stops', () => {
  const taken = join(folder, 'taken');
  writeFileSync(taken, '');
  const log = openLogFile(taken);
  log.write('a line');
  expect(readFileSync(taken, 'utf8')).toBe('');
});
