import type { LaunchKey } from '@educrowd/shared/campaigns/launch-checklist';
import type { IconName } from '@educrowd/shared/design/icons';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';

export const campaignSections = [
  'basics',
  'story',
  'rewards',
  'money',
  'dates',
  'faq',
  'updates',
  'backers',
] as const;
export type CampaignSection = (typeof campaignSections)[number];

export const sectionLooks: Record<
  CampaignSection,
  { readonly icon: IconName; readonly name: PlainMessageKey }
> = {
  basics: { icon: 'campaign', name: 'campaign.basics' },
  story: { icon: 'lesson', name: 'campaign.story' },
  rewards: { icon: 'reward', name: 'campaign.rewards' },
  money: { icon: 'money', name: 'campaign.money' },
  dates: { icon: 'calendar', name: 'campaign.dates' },
  faq: { icon: 'question', name: 'campaign.faq' },
  updates: { icon: 'update', name: 'campaign.updates' },
  backers: { icon: 'backers', name: 'campaign.backers' },
};

export const isCampaignSection = (text: string): text is CampaignSection =>
  campaignSections.some((each) => each === text);

/** Where each item of the checklist is settled: the part, and the name of the control. */
export const launchPlaces: Record<LaunchKey, { readonly section: CampaignSection; readonly field: string }> =
  {
    title: { section: 'basics', field: 'title' },
    summary: { section: 'basics', field: 'summary' },
    cover: { section: 'basics', field: 'cover' },
    story: { section: 'story', field: 'story' },
    goal: { section: 'money', field: 'goal' },
    currency: { section: 'money', field: 'currency' },
    charging: { section: 'money', field: 'charging' },
    deadline: { section: 'dates', field: 'deadline' },
    deadlineRange: { section: 'dates', field: 'deadline' },
    someReward: { section: 'rewards', field: 'addReward' },
    rewardsComplete: { section: 'rewards', field: 'rewardAmount' },
    rewardsChargeable: { section: 'rewards', field: 'rewardAmount' },
    deliveryAhead: { section: 'rewards', field: 'rewardDelivery' },
  };
