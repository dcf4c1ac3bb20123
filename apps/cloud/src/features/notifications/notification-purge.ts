import { campaignMailStops } from '@educrowd/db/postgres/schema/notifications';
import { deleteReferring } from '../../platform/delete-referring.ts';
import type { PurgeRules } from '../sync/index.ts';

export const notificationPurge: PurgeRules = {
  kept: {},
  going: { Campaign: (tx, rows) => deleteReferring(tx, campaignMailStops.campaignId, rows) },
};
