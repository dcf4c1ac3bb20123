import { expect, test } from 'vitest';
import { instantOf, localTimeAt } from './zoned-time.ts';

test('a clock time at a place is an instant, and back', () => {
  expect(instantOf('2027-01-31T23:59', 'Europe/Berlin')).toBe('2027-01-31T22:59:00.000Z');
  expect(localTimeAt('2027-01-31T22:59:00.000Z', 'Europe/Berlin')).toBe('2027-01-31T23:59');
  expect(localTimeAt('2027-01-31T22:59:30.500Z', 'Asia/Kathmandu')).toBe('2027-02-01T04:44');
  expect(instantOf('2027-02-01T04:44', 'Asia/Kathmandu')).toBe('2027-01-31T22:59:00.000Z');
});

test('an hour that comes twice is its first one', () => {
  expect(instantOf('2027-10-31T02:30', 'Europe/Berlin')).toBe('2027-10-31T00:30:00.000Z');
});

test('what is no time is none', () => {
  expect(instantOf('', 'Europe/Berlin')).toBeNull();
  expect(instantOf('2027-02-30T10:00', 'Europe/Berlin')).toBeNull();
});
