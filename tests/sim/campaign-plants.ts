/** Bugs that campaigns could have, in the model school that stands for the server. */
import { plant, type Plant } from './plant.ts';

const school = 'tests/sim/school';

export const campaignPlants: readonly Plant[] = [
  plant('launched-terms-not-locked', [
    `${school}/apply-mutation.ts`,
    `    refuseCampaignChange(before, after);`,
    '',
  ]),
  plant('currency-changed-over-unseen-amounts', [
    `${school}/apply-mutation.ts`,
    'keepNumbers(batch, before, after);',
    'keepNumbers(batch, before, before);',
  ]),
  plant('amount-taken-in-any-currency', [
    `${school}/apply-mutation.ts`,
    '  checkCurrency(batch, entity, { after, patch: given, base });',
    '',
  ]),
  plant('reward-changed-after-it-was-paid', [
    `${school}/apply-mutation.ts`,
    `  if (entity.name === 'Reward') refuseRewardChange(batch, before, after);`,
    '',
  ]),
  plant('places-counted-by-what-the-row-tells', [
    `${school}/campaigns.ts`,
    `last && Math.max(last.claimedCount, pledgesFor(state, 'rewardId', last.id).length)`,
    'last && last.claimedCount',
  ]),
];
