import { launchArgs, publishUpdateArgs } from '@educrowd/shared/campaigns/online-commands';
import { router, tenantProcedure } from '../../platform/trpc.ts';
import { withTenant } from '../../platform/with-tenant.ts';
import { launchCampaign } from './launch-campaign.ts';
import { publishCampaignUpdate } from './publish-campaign-update.ts';

/** Decisions that are made online only: a device calls them when its outbox is empty. */
export const campaignsRouter = router({
  launch: tenantProcedure
    .input(launchArgs)
    .mutation(({ ctx, input }) => withTenant(ctx.app.door, ctx.tenant, (tx) => launchCampaign(tx, input))),
  publishUpdate: tenantProcedure
    .input(publishUpdateArgs)
    .mutation(({ ctx, input }) =>
      withTenant(ctx.app.door, ctx.tenant, (tx) => publishCampaignUpdate(tx, input)),
    ),
});
