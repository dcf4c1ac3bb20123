/** Why something cannot be done to a campaign. */
export const campaignRules = {
  termsLocked:
    'The campaign has been launched: its goal, currency, deadline and the way cards are charged are fixed now, since backers rely on them.',
  launchedStays: 'A campaign that has been launched stays: its backers come back to it.',
  amountLocked: 'Somebody has taken this reward: its amount is fixed now. Add another reward instead.',
  claimedStays: 'Somebody has taken this reward: it stays. Set its limit to the places taken to close it.',
  limitBelowClaimed: 'More places than that are taken already.',
  noMonth: 'Name the delivery as year and month, such as 2027-03.',
} as const;
