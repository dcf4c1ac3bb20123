import { describe, expect, it } from 'vitest';
import type { Currency } from '../primitives/money.ts';
import { lockedAfterLaunch, refusedCampaignChange, refusedRewardChange } from './locked-after-launch.ts';

const campaign = {
  status: 'draft',
  title: 'A bridge',
  summary: 'To the other side.',
  currency: 'EUR' as Currency,
  goalMinor: 500_000,
  fundingModel: 'keepItAll',
  deadline: '2027-01-31T22:59:00.000Z',
  deletedAt: null,
} as const;
const launched = { ...campaign, status: 'live' } as const;
const reward = {
  title: 'A postcard',
  amountMinor: 2_500,
  limitCount: 20,
  deliveryMonth: '2027-03',
  claimedCount: 3,
  deletedAt: null,
} as const;
const now = '2026-12-01T10:00:00.000Z';

describe('a campaign', () => {
  it('changes freely while it is a draft', () => {
    expect(refusedCampaignChange(null, campaign)).toBeNull();
    expect(refusedCampaignChange(campaign, { ...campaign, goalMinor: 1, deletedAt: now })).toBeNull();
    expect(lockedAfterLaunch.Campaign(campaign)).toEqual([]);
  });

  it.each(['live', 'ended', 'cancelled'] as const)('keeps its terms and stays when it is %s', (status) => {
    const launched = { ...campaign, status };
    const changes = {
      goalMinor: 1,
      currency: 'USD' as Currency,
      deadline: now,
      fundingModel: 'allOrNothing',
    };
    for (const [field, value] of Object.entries(changes)) {
      expect(refusedCampaignChange(launched, { ...launched, [field]: value })).toBe(
        'campaignRules.termsLocked',
      );
    }
    expect(lockedAfterLaunch.Campaign(launched).toSorted()).toEqual(Object.keys(changes).toSorted());
    expect(refusedCampaignChange(launched, { ...launched, deletedAt: now })).toBe(
      'campaignRules.launchedStays',
    );
    expect(refusedCampaignChange(launched, { ...launched, title: ' ' })).toBe('campaignRules.titleStays');
    expect(refusedCampaignChange(launched, { ...launched, summary: '' })).toBe('campaignRules.summaryStays');
    const rewritten = { ...launched, title: 'Another bridge', summary: 'Over it.' };
    expect(refusedCampaignChange(launched, rewritten)).toBeNull();
  });
});

describe('a reward', () => {
  it('keeps its amount and stays once somebody has taken it', () => {
    expect(refusedRewardChange(reward, { ...reward, amountMinor: 2_600 }, launched)).toBe(
      'campaignRules.amountLocked',
    );
    expect(refusedRewardChange(reward, { ...reward, title: '' }, launched)).toBe('campaignRules.titleStays');
    expect(refusedRewardChange(reward, { ...reward, deletedAt: now }, launched)).toBe(
      'campaignRules.claimedStays',
    );
    expect(lockedAfterLaunch.Reward(reward)).toEqual(['amountMinor']);
    const unclaimed = { ...reward, claimedCount: 0 };
    expect(
      refusedRewardChange(unclaimed, { ...unclaimed, amountMinor: 100, deletedAt: now }, launched),
    ).toBeNull();
    expect(lockedAfterLaunch.Reward(unclaimed)).toEqual([]);
  });

  it.each([
    [null, null],
    [4, null],
    [3, null],
    [2, 'campaignRules.limitBelowClaimed'],
  ] as const)('with 3 places taken and a limit of %s: %s', (limitCount, expected) => {
    expect(refusedRewardChange(reward, { ...reward, limitCount }, launched)).toBe(expected);
  });

  it.each([
    ['EUR', 49, 'campaignRules.rewardTooSmall'],
    ['EUR', 50, null],
    ['EUR', 0, null],
    ['EUR', 100_000_000, 'campaignRules.rewardTooLarge'],
    ['KWD', 12_345, 'campaignRules.rewardTooFine'],
    ['KWD', 12_350, null],
  ] as const)('of a launched campaign can be charged: %s %i', (code, amountMinor, expected) => {
    const live = { ...launched, currency: code as Currency };
    const unclaimed = { ...reward, claimedCount: 0 };
    const changed = { ...unclaimed, amountMinor };
    for (const before of [null, unclaimed]) expect(refusedRewardChange(before, changed, live)).toBe(expected);
    // What is so already does not stand in the way of its other words, nor of a draft.
    expect(refusedRewardChange(changed, { ...changed, title: 'Another' }, live)).toBeNull();
    expect(refusedRewardChange(unclaimed, changed, { ...live, status: 'draft' })).toBeNull();
  });

  it('is delivered in a month that exists', () => {
    expect(refusedRewardChange(null, { ...reward, deliveryMonth: '2027-13' }, launched)).toBe(
      'campaignRules.noMonth',
    );
    expect(refusedRewardChange(null, reward, launched)).toBeNull();
  });
});
