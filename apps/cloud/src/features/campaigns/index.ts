export { CampaignCards } from './campaign-card.tsx';
export { campaignMutations } from './campaign-mutations.ts';
export { campaignPages } from './campaigns.pages.tsx';
export { campaignRest } from './campaigns.rest.ts';
export { campaignsRouter } from './campaigns.router.ts';
export { END_CAMPAIGN_TASK, endCampaign, endCampaignPayload, endOverdueCampaigns } from './end-campaign.ts';
export { readCampaignList } from './read-campaign-list.ts';
export { campaignStaffAudience } from './campaign-audience.ts';
export { readCampaign, type CampaignView } from './read-campaign.ts';
