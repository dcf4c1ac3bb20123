import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../repository.ts';
import { renderPermissions } from './render-permissions.ts';

test('docs/permissions.md is what `npm run docs:permissions` makes now', () => {
  expect(readFileSync(join(repositoryRoot, 'docs/permissions.md'), 'utf8')).toBe(renderPermissions());
});
