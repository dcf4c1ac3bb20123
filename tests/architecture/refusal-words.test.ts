import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryFiles, repositoryRoot } from '../../tools/repository.ts';

/** A refusal whose sentence is written where it is thrown. Sentences come from the message catalogue. */
const literal = /new\s+(?:EngineError|ImportError|AppError)\(\s*[^,()]+,\s*['"`]/;

test.for([
  "new EngineError('INVALID', 'A planted sentence.')",
  'new EngineError(code, "A planted sentence.")',
  "new AppError('NOT_FOUND', 'A planted sentence.')",
  "new ImportError(\n  'too-large',\n  `More than ${limit}.`,\n  { limit },\n)",
])('a planted sentence is found: %s', (planted) => {
  expect(planted).toMatch(literal);
});

test('words of the catalogue are none', () => {
  expect('new EngineError(code, words(reason, ...args))').not.toMatch(literal);
});

test('no refusal of the desktop app or the server brings its own sentence', () => {
  const sources = repositoryFiles().filter((path) =>
    /^apps\/(?:cloud|desktop)\/src\/.*(?<!\.test)\.tsx?$/.test(path),
  );
  expect(sources).toContain('apps/desktop/src/ipc/errors.ts');
  expect(sources).toContain('apps/cloud/src/platform/access.ts');
  expect(sources.filter((path) => literal.test(readFileSync(join(repositoryRoot, path), 'utf8')))).toEqual(
    [],
  );
});
