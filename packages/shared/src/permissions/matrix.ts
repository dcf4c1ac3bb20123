import type { SyncedEntityName } from '../synced-entities.ts';
import type { Role } from './roles.ts';

/**
 * The permission matrix: who may do what. `everyone` needs no sign-in, `signedIn` any account.
 * `ownCourses` / `ownCampaigns` narrow a role to what the person is on the staff of. What lies in a person's own scope
 * (`user:<id>`) is that person's alone, whatever the rule.
 */
interface Rule {
  readonly roles: 'everyone' | 'signedIn' | readonly Role[];
  readonly ownCourses?: readonly Role[];
  readonly ownCampaigns?: readonly Role[];
  /** Decides about the rights of others: no role that a school defines may have it. */
  readonly isReserved?: true;
}

const management: readonly Role[] = ['owner', 'admin'];
const rule = (allowed: Rule['roles'], more?: Omit<Rule, 'roles'>): Rule => ({ roles: allowed, ...more });
const courseStaff = rule(management, { ownCourses: ['instructor'] });
const campaignStaff = rule(management, { ownCampaigns: ['campaignManager'] });
/** Texts and files lie in courses and in campaigns. */
const authors = rule(management, { ownCourses: ['instructor'], ownCampaigns: ['campaignManager'] });
const finance: readonly Role[] = ['owner', 'admin', 'financeAdmin', 'financeViewer'];

export const matrix = {
  'school.view': rule('everyone'),
  'school.update': rule(management),
  'catalogue.view': rule('everyone'),
  'course.create': rule(['owner', 'admin', 'instructor']),
  'course.author': courseStaff,
  'course.publish': courseStaff,
  'course.preview': courseStaff,
  'course.enrol': rule('signedIn'),
  'enrolment.list': courseStaff,
  'content.author': authors,
  'conflict.resolve': authors,
  'material.upload': authors,
  'campaign.create': rule(['owner', 'admin', 'campaignManager']),
  'campaign.author': campaignStaff,
  'campaign.launch': campaignStaff,
  'campaign.preview': campaignStaff,
  'campaignUpdate.publish': campaignStaff,
  'pledge.create': rule('everyone'),
  'pledge.list': rule(finance, { ownCampaigns: ['campaignManager'] }),
  'ledger.view': rule(finance),
  'finance.statistics': rule([...finance, 'financeStatisticsViewer']),
  'notification.read': rule('signedIn'),
  'sync.use': rule(['owner', 'admin', 'instructor', 'campaignManager', 'financeAdmin', 'financeViewer']),
  'member.list': rule(['owner', 'admin', 'memberViewer']),
  'role.grant': rule(management, { isReserved: true }),
  'role.define': rule(management, { isReserved: true }),
  'audit.view': rule(management),
  'school.create': rule('signedIn'),
  'account.view': rule('signedIn'),
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof matrix;
export const permissions = Object.keys(matrix) as Permission[];

/** Which permission a plain edit of a synced entity needs; null: nobody may, only commands and jobs write it. */
export const editPermissions: Record<
  SyncedEntityName,
  { readonly create: Permission | null; readonly patch: Permission | null; readonly trash: Permission | null }
> = {
  TenantSettings: { create: null, patch: 'school.update', trash: null },
  Course: { create: 'course.create', patch: 'course.author', trash: 'course.author' },
  Section: { create: 'course.author', patch: 'course.author', trash: 'course.author' },
  Lesson: { create: 'course.author', patch: 'course.author', trash: 'course.author' },
  Campaign: { create: 'campaign.create', patch: 'campaign.author', trash: 'campaign.author' },
  Reward: { create: 'campaign.author', patch: 'campaign.author', trash: 'campaign.author' },
  CampaignUpdate: { create: 'campaign.author', patch: 'campaign.author', trash: 'campaign.author' },
  Faq: { create: 'campaign.author', patch: 'campaign.author', trash: 'campaign.author' },
  PledgeRecord: { create: null, patch: null, trash: null },
  Material: { create: 'content.author', patch: 'content.author', trash: 'content.author' },
  Document: { create: 'content.author', patch: 'content.author', trash: null },
  Conflict: { create: null, patch: null, trash: null },
  Notification: { create: null, patch: null, trash: null },
};

export const ruleOf = (permission: Permission): Rule => matrix[permission];

/** What a role that a school defines may have: it needs a role at all, and does not decide about roles. */
export const delegablePermissions: readonly Permission[] = permissions.filter((permission) => {
  const { roles, isReserved = false } = ruleOf(permission);
  return typeof roles !== 'string' && !isReserved;
});

/** What authors cannot do without: what they make comes back to their own device only if they may see it there. */
const seesCourses: readonly Permission[] = ['course.preview', 'sync.use'];
/** Records of pledges come with their campaign. */
const seesCampaigns: readonly Permission[] = ['campaign.preview', 'pledge.list', 'sync.use'];
const needed: Partial<Record<Permission, readonly Permission[]>> = {
  'course.create': seesCourses,
  'course.author': seesCourses,
  'course.publish': seesCourses,
  'campaign.create': seesCampaigns,
  'campaign.author': seesCampaigns,
  'campaign.launch': seesCampaigns,
  'campaignUpdate.publish': seesCampaigns,
  'content.author': ['sync.use'],
  'material.upload': ['sync.use'],
  'conflict.resolve': ['sync.use'],
};

/** The same with what they are of no use without, in the order of the matrix. */
export const withNeeded = (chosen: readonly Permission[]): Permission[] => {
  const all = new Set([...chosen, ...chosen.flatMap((permission) => needed[permission] ?? [])]);
  return permissions.filter((permission) => all.has(permission));
};

export const isDelegable = (name: string): name is Permission =>
  delegablePermissions.some((each) => each === name);
