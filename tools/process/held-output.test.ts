import { expect, test } from 'vitest';
import { createHeldOutput } from './held-output.ts';

test('output waits until it is released, keeps its order, and then comes at once', () => {
  const shown: string[] = [];
  const output = createHeldOutput((chunk) => void shown.push(chunk.toString()));
  output.write(Buffer.from('one'));
  output.write(Buffer.from('two'));
  expect(shown).toEqual([]);
  output.release();
  expect(shown).toEqual(['one', 'two']);
  output.write(Buffer.from('three'));
  expect(shown).toEqual(['one', 'two', 'three']);
});
