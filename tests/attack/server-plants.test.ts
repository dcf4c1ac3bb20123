import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../../tools/repository.ts';
import { planted } from './run-plants.ts';
import { serverPlants } from './server-plants.ts';

test.for(serverPlants)('$name fits the server as it is', (plant) => {
  const source = readFileSync(join(repositoryRoot, plant.file), 'utf8');
  expect(planted(plant, source)).not.toBe(source);
});
