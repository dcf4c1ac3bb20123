import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_MINOR } from '../primitives/money.ts';
import { daysLeft, isOver, percentOfGoal, placesLeft } from './campaign-progress.ts';

const minor = fc.integer({ min: 0, max: MAX_MINOR });
const goal = fc.integer({ min: 1, max: MAX_MINOR });
const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Apia',
);

describe('percent of the goal', () => {
  it('reaches 100 exactly when the money does, whatever the amounts', () => {
    fc.assert(
      fc.property(minor, goal, (pledgedMinor, goalMinor) => {
        const percent = percentOfGoal({ pledgedMinor, goalMinor });
        expect(percent !== null && percent >= 100).toBe(pledgedMinor >= goalMinor);
      }),
    );
  });

  it('never sinks when more is pledged', () => {
    fc.assert(
      fc.property(minor, minor, goal, (a, b, goalMinor) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const of = (pledgedMinor: number): number => percentOfGoal({ pledgedMinor, goalMinor }) ?? -1;
        expect(of(less)).toBeLessThanOrEqual(of(more));
      }),
    );
  });

  it('is nothing without a goal', () => {
    expect(percentOfGoal({ pledgedMinor: 5, goalMinor: null })).toBeNull();
    expect(percentOfGoal({ pledgedMinor: 5, goalMinor: 0 })).toBeNull();
  });
});

describe('days left', () => {
  it('are whole, never grow with time, and end with the deadline', () => {
    fc.assert(
      fc.property(instant, fc.tuple(instant, instant), zone, (deadline, moments, timeZone) => {
        const [a, b] = moments;
        const [earlier, later] = a < b ? [a, b] : [b, a];
        const of = (now: Date): number => daysLeft(deadline, now, timeZone) ?? -1;
        expect(Number.isInteger(of(earlier))).toBe(true);
        expect(of(later)).toBeLessThanOrEqual(of(earlier));
        expect(daysLeft(deadline, later, timeZone) === null).toBe(deadline <= later);
      }),
    );
  });

  it('are counted on the clock of the school', () => {
    const deadline = new Date('2027-01-31T22:59:00Z');
    const now = new Date('2027-01-30T23:30:00Z');
    expect(daysLeft(deadline, now, 'Europe/Berlin')).toBe(0);
    expect(daysLeft(deadline, now, 'UTC')).toBe(1);
  });
});

describe('a campaign', () => {
  const deadline = '2027-01-31T22:59:00.000Z';
  const before = new Date('2027-01-31T22:58:59Z');
  const at = new Date(deadline);
  it.each([
    ['live', before, false],
    ['live', at, true],
    ['ended', before, true],
    ['cancelled', before, true],
    ['draft', at, false],
  ] as const)('that is %s at %s is over: %s', (status, now, expected) => {
    expect(isOver({ status, deadline }, now)).toBe(expected);
  });
});

it('a reward never has less than no places', () => {
  expect(placesLeft({ limitCount: 20, claimedCount: 3 })).toBe(17);
  expect(placesLeft({ limitCount: 20, claimedCount: 21 })).toBe(0);
  expect(placesLeft({ limitCount: null, claimedCount: 21 })).toBeNull();
});
