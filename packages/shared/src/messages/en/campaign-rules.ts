/** Why something cannot be done to a campaign, and what it needs before it is launched. */
export const campaignRules = {
  termsLocked:
    'The campaign has been launched: its goal, currency, deadline and the way cards are charged are fixed now, since backers rely on them.',
  launchedStays: 'A campaign that has been launched stays: its backers come back to it.',
  titleStays: 'Backers see this already: change the title as you like, but do not leave it empty.',
  summaryStays: 'Backers see this already: change the summary as you like, but do not leave it empty.',
  amountLocked: 'Somebody has taken this reward: its amount is fixed now. Add another reward instead.',
  claimedStays: 'Somebody has taken this reward: it stays. Set its limit to the places taken to close it.',
  limitBelowClaimed: 'More places than that are taken already.',
  rewardTooSmall:
    'The campaign has been launched, and this is less than a card can be charged. Enter a larger amount.',
  rewardTooLarge:
    'The campaign has been launched, and this is more than a card can be charged at once. Enter a smaller amount.',
  rewardTooFine:
    'The campaign has been launched, and cards cannot be charged this exactly. Round the amount.',
  noMonth: 'Name the delivery as year and month, such as 2027-03.',

  launchTitle: 'Title',
  launchTitleHint: 'Give the campaign a title.',
  launchSummary: 'Summary',
  launchSummaryHint: 'Say in one or two sentences what the money is for.',
  launchStory: 'Story',
  launchStoryHint: 'Write the story: what you plan, why, and what happens with the money.',
  launchGoal: 'Goal',
  launchGoalHint: 'Set a goal above zero.',
  launchDeadline: 'Deadline',
  launchDeadlineHint: 'Choose the day on which the campaign ends.',
  launchDeadlineRange: 'Between 1 and 90 days to go',
  launchDeadlineRangeHint: 'Choose a deadline that is at least one day and at most 90 days ahead.',
  launchCurrency: 'A currency that cards can be charged in',
  launchCurrencyHint: 'No card can be charged in this currency. Choose another one.',
  launchCharging: 'When cards are charged',
  launchChargingHint:
    'Charging at the deadline comes later. For now, choose to charge with the pledge and keep what is raised.',
  launchRewardsComplete: 'Every reward complete',
  launchRewardsCompleteHint: 'Give every reward a title and an amount above zero.',
  launchRewardsChargeable: 'Every reward can be paid by card',
  launchRewardsChargeableHint:
    'Give every reward an amount that cards can be charged: neither too small nor too large, and rounded where the currency has three decimals.',
  launchDeliveryAhead: 'Deliveries that lie ahead',
  launchDeliveryAheadHint: 'A reward is to be delivered in a month that has passed. Choose a later one.',
  launchCover: 'Cover picture',
  launchCoverHint: 'Campaigns with a picture are looked at more often.',
  launchSomeReward: 'A reward',
  launchSomeRewardHint: 'Thank backers with at least one reward.',

  notReady: 'The campaign cannot be launched yet. {missing}',
  launchedAlready: 'The campaign has been launched already.',
  changedMeanwhile: 'The state of the campaign was changed meanwhile. Look at it once more.',
  inTrash: 'The campaign is in Trash.',
  updateIncomplete: 'Give the update a title and a text first.',
  updateTooEarly: 'Updates can be published once the campaign has been launched.',
} as const;
