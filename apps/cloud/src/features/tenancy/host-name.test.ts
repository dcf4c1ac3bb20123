import { expect, test } from 'vitest';
import { hostNameOf, isLoopback, slugOf, slugProblem } from './host-name.ts';

test.each([
  ['Northfield.Educrowd.ORG', 'northfield.educrowd.org'],
  ['northfield.localhost:4000', 'northfield.localhost'],
  ['xn--mller-kva.example.org', 'xn--mller-kva.example.org'],
  ['127.0.0.1:80', '127.0.0.1'],
  ['[::1]:4000', '[::1]'],
])('%s names %s', (header, name) => {
  expect(hostNameOf(header)).toBe(name);
});

test.each([
  undefined,
  null,
  '',
  'northfield.localhost.',
  'müller.example.org',
  'a..b',
  '-a.example.org',
  'a_b.example.org',
  'a.example.org:port',
  'a.example.org:80:80',
  'user@a.example.org',
  'a.example.org/path',
  'a.example.org, b.example.org',
  ' a.example.org',
  `${'a'.repeat(64)}.example.org`,
])('%j is no host name', (header) => {
  expect(hostNameOf(header)).toBeNull();
});

test('a school is exactly one label below the platform', () => {
  expect(slugOf('northfield.educrowd.org', 'educrowd.org')).toBe('northfield');
  expect(slugOf('educrowd.org', 'educrowd.org')).toBeNull();
  expect(slugOf('a.northfield.educrowd.org', 'educrowd.org')).toBeNull();
  expect(slugOf('northfieldeducrowd.org', 'educrowd.org')).toBeNull();
});

test.each([
  ['northfield', null],
  ['a-1', null],
  ['ab', 'form'],
  ['-ab', 'form'],
  ['ab-', 'form'],
  ['a b', 'form'],
  ['xn--mller-kva', 'form'],
  ['a'.repeat(41), 'form'],
  ['www', 'reserved'],
  ['admin', 'reserved'],
])('the address %s: %s', (slug, problem) => {
  expect(slugProblem(slug)).toBe(problem);
});

test('what lies on this computer', () => {
  expect(['localhost', 'a.localhost', '127.0.0.1', '127.1.2.3', '[::1]'].every(isLoopback)).toBe(true);
  expect(['localhost.example.org', '10.0.0.1', '127.example.org'].some(isLoopback)).toBe(false);
});
