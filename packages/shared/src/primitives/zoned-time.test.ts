import { expect, test } from 'vitest';
import { dayAt, endOfDay, instantOf, lastDayBefore, localTimeAt } from './zoned-time.ts';

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

test('a day ends with the first instant of the next one, and back', () => {
  expect(endOfDay('2027-03-27', 'Europe/Berlin')).toBe('2027-03-27T23:00:00.000Z');
  expect(endOfDay('2027-03-28', 'Europe/Berlin')).toBe('2027-03-28T22:00:00.000Z');
  expect(endOfDay('2026-12-31', 'Pacific/Kiritimati')).toBe('2026-12-31T10:00:00.000Z');
  expect(dayAt('2027-03-28T22:00:00.000Z', 'Europe/Berlin')).toBe('2027-03-29');
  expect(lastDayBefore('2027-03-28T22:00:00.000Z', 'Europe/Berlin')).toBe('2027-03-28');
  expect(lastDayBefore('2027-03-28T22:00:00.001Z', 'Europe/Berlin')).toBe('2027-03-29');
});

test('where clocks skip midnight, the day after begins when they go on', () => {
  expect(endOfDay('2026-04-23', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z');
});

test.each(['', '2027-02-29', '2027-2-1', 'tomorrow', '2027-01-01T10:00', '9998-12-31', '1969-12-30'])(
  '%j is no day',
  (day) => {
    expect(endOfDay(day, 'UTC')).toBeNull();
  },
);
