export { campaignMutations } from './campaign-mutations.ts';
export { readCampaign } from './read-campaign.ts';
