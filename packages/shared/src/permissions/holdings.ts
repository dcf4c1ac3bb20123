import { normalizeHoldings, type Holding } from '../sync/scope.ts';
import type { Access } from './access.ts';
import { can, type Asking, type Subject } from './can.ts';

/** The scopes that a person's devices keep; empty for people who do not work in the desktop app. */
export function holdingsOf(access: Access, now: Date): Holding[] {
  const asking = { access, now };
  if (!can(asking, 'sync.use')) return [];
  return normalizeHoldings([
    'staff',
    `user:${access.userId}`,
    ...(can(asking, 'ledger.view') ? ['finance' as const] : []),
    ...(seesCourse(asking)
      ? ['course:*' as const]
      : access.courseIds
          .filter((courseId) => seesCourse(asking, { courseId }))
          .map((id): Holding => `course:${id}`)),
    ...(seesCampaign(asking)
      ? ['campaign:*' as const]
      : access.campaignIds
          .filter((campaignId) => seesCampaign(asking, { campaignId }))
          .map((id): Holding => `campaign:${id}`)),
  ]);
}

const seesCourse = (asking: Asking, subject?: Subject): boolean => can(asking, 'course.preview', subject);

/** Records of pledges lie in the scope of their campaign. */
const seesCampaign = (asking: Asking, subject?: Subject): boolean =>
  can(asking, 'campaign.preview', subject) && can(asking, 'pledge.list', subject);
