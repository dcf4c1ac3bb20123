import { describe, expect, it } from 'vitest';
import type { Id } from '../primitives/id.ts';
import { isReadyToLaunch, launchChecklist, type LaunchDraft, type LaunchKey } from './launch-checklist.ts';

const now = new Date('2026-12-01T10:00:00Z');
const days = (count: number): string => new Date(now.getTime() + count * 86_400_000).toISOString();
const reward = { id: 'r1' as Id<'Reward'>, title: 'A postcard', amountMinor: 500, deliveryMonth: null };
const ready: LaunchDraft = {
  campaign: {
    title: 'A new telescope',
    summary: 'So that everybody can look up.',
    currency: 'EUR',
    goalMinor: 250_000,
    deadline: days(30),
    fundingModel: 'keepItAll',
  },
  rewards: [reward],
  storyText: 'Our old telescope…',
  hasCover: true,
  now,
};
const withCampaign = (changes: Partial<LaunchDraft['campaign']>): LaunchDraft => ({
  ...ready,
  campaign: { ...ready.campaign, ...changes },
});
const open = (draft: LaunchDraft): LaunchKey[] =>
  launchChecklist(draft)
    .filter(({ state }) => state === 'missing')
    .map(({ key }) => key);

describe('the checklist', () => {
  it('has nothing to say against a campaign that is complete', () => {
    const checklist = launchChecklist(ready);
    expect(checklist.map(({ state }) => state)).toEqual(checklist.map(() => 'done'));
    expect(isReadyToLaunch(checklist)).toBe(true);
  });

  it.each<[string, LaunchDraft, LaunchKey[]]>([
    ['no title', withCampaign({ title: ' \n' }), ['title']],
    ['no summary', withCampaign({ summary: '' }), ['summary']],
    ['no story', { ...ready, storyText: '  ' }, ['story']],
    ['no goal', withCampaign({ goalMinor: null }), ['goal']],
    ['a goal of nothing', withCampaign({ goalMinor: 0 }), ['goal']],
    ['no deadline', withCampaign({ deadline: null }), ['deadline']],
    ['a deadline that has passed', withCampaign({ deadline: days(-1) }), ['deadlineRange']],
    ['a deadline within a day', withCampaign({ deadline: days(0.99) }), ['deadlineRange']],
    ['a deadline in a day', withCampaign({ deadline: days(1) }), []],
    ['a deadline in 90 days', withCampaign({ deadline: days(90) }), []],
    ['a deadline after 90 days', withCampaign({ deadline: days(90.01) }), ['deadlineRange']],
    ['gold for a currency', withCampaign({ currency: 'XAU' }), ['currency']],
    ['all or nothing', withCampaign({ fundingModel: 'allOrNothing' }), ['charging']],
    ['a reward for nothing', { ...ready, rewards: [{ ...reward, amountMinor: 0 }] }, ['rewardsComplete']],
    [
      'a reward below what a card takes',
      { ...ready, rewards: [{ ...reward, amountMinor: 49 }] },
      ['rewardsChargeable'],
    ],
    [
      'a reward of a third decimal that no card is charged',
      { ...withCampaign({ currency: 'KWD' }), rewards: [{ ...reward, amountMinor: 12_345 }] },
      ['rewardsChargeable'],
    ],
    ['a reward without title', { ...ready, rewards: [{ ...reward, title: ' ' }] }, ['rewardsComplete']],
  ])('with %s', (_name, draft, expected) => {
    expect(open(draft)).toEqual(expected);
    expect(isReadyToLaunch(launchChecklist(draft))).toBe(expected.length === 0);
  });

  it('advises a picture and a reward, and launches without', () => {
    const checklist = launchChecklist({ ...ready, rewards: [], hasCover: false });
    expect(checklist.filter(({ state }) => state === 'advice').map(({ key }) => key)).toEqual([
      'cover',
      'someReward',
    ]);
    expect(isReadyToLaunch(checklist)).toBe(true);
  });

  it('advises against a delivery in a month that has passed', () => {
    const delivered = (id: string, deliveryMonth: string | null) => ({
      ...reward,
      id: id as Id<'Reward'>,
      deliveryMonth,
    });
    const checklist = launchChecklist({
      ...ready,
      rewards: [delivered('late', '2026-11'), delivered('now', '2026-12'), delivered('any', null)],
    });
    const advice = checklist.filter(({ state }) => state === 'advice');
    expect(advice.map(({ key, rewardIds }) => [key, rewardIds])).toEqual([['deliveryAhead', ['late']]]);
    expect(isReadyToLaunch(checklist)).toBe(true);
  });

  it('names the rewards that are not complete', () => {
    const broken = { ...reward, id: 'r2' as Id<'Reward'>, title: '', amountMinor: 0 };
    const item = launchChecklist({ ...ready, rewards: [reward, broken] }).find(
      ({ key }) => key === 'rewardsComplete',
    );
    expect(item?.rewardIds).toEqual(['r2']);
  });
});
