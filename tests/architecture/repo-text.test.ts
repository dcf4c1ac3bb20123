import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryFiles, repositoryRoot } from '../../tools/repository.ts';
import { textRules } from './text-rules.ts';

const texts = repositoryFiles()
  .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), 'utf8') }))
  // A NUL means that it is no text.
  .filter(({ text }) => !text.includes('\0'));

describe.for(textRules)('$name', ({ pattern, sample, harmless }) => {
  test('is recognised, and nothing else is', () => {
    expect(sample.join('')).toMatch(pattern);
    expect(harmless).not.toMatch(pattern);
  });

  test('stands nowhere in this repository', () => {
    const places = texts.flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
    );
    expect(places).toEqual([]);
  });
});

test('the whole repository was read', () => {
  expect(texts.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['package.json', 'pnpm-lock.yaml', '.ci/run', 'tests/architecture/text-rules.ts']),
  );
});
