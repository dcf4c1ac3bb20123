import { expect, test } from 'vitest';
import { onlyFromHere } from './api-docs.ts';

test('a ReDoc that no longer has what must be changed is refused, not served as it is', () => {
  const bundle = 'a;r.nc=void 0;b="https://cdn.redoc.ly/redoc/logo-mini.svg"';
  expect(onlyFromHere(bundle)).toBe('a;r.nc=document.currentScript.nonce;b="data:,"');
  expect(() => onlyFromHere('a')).toThrow('once');
  expect(() => onlyFromHere(bundle + bundle)).toThrow('once');
});
