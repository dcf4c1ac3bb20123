import type { AudiencePart, Recipient } from '../../platform/events.ts';
import { staffAudience } from '../../platform/staff-audience.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';

/** Those who run the campaign and may see its pledges. */
export const campaignStaffAudience = (
  tx: ReadTx,
  part: AudiencePart<{ readonly campaignId: string }>,
): Promise<Recipient[]> =>
  staffAudience(tx, { permission: 'pledge.list', subject: { campaignId: part.data.campaignId } }, part);
