import type { SyncedEntityName } from '../synced-entities.ts';
import type { Role } from './roles.ts';

/**
 * The permission matrix: who may do what. `everyone` needs no sign-in, `signedIn` any account.
 * `ownCourses` / `ownCampaigns` narrow a role to what the person is on the staff of.
 */
interface Rule {
  readonly roles: 'everyone' | 'signedIn' | readonly Role[];
  readonly ownCourses?: readonly Role[];
  readonly ownCampaigns?: readonly Role[];
}

const management: readonly Role[] = ['owner', 'admin'];
const rule = (allowed: Rule['roles'], own?: Omit<Rule, 'roles'>): Rule => ({ roles: allowed, ...own });
const courseStaff = rule(management, { ownCourses: ['instructor'] });

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
  'conflict.resolve': courseStaff,
  'material.upload': courseStaff,
  'sync.use': rule(['owner', 'admin', 'instructor', 'campaignManager', 'financeAdmin', 'financeViewer']),
  'member.list': rule(['owner', 'admin', 'memberViewer']),
  'role.grant': rule(management),
  'audit.view': rule(management),
  'school.create': rule('signedIn'),
  'account.view': rule('signedIn'),
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof matrix;

/** Which permission a plain edit of a synced entity needs; null: nobody may, only commands and jobs write it. */
export const editPermissions: Record<
  SyncedEntityName,
  { readonly create: Permission | null; readonly patch: Permission | null; readonly trash: Permission | null }
> = {
  TenantSettings: { create: null, patch: 'school.update', trash: null },
  Course: { create: 'course.create', patch: 'course.author', trash: 'course.author' },
  Section: { create: 'course.author', patch: 'course.author', trash: 'course.author' },
  Lesson: { create: 'course.author', patch: 'course.author', trash: 'course.author' },
  Material: { create: 'course.author', patch: 'course.author', trash: 'course.author' },
  Document: { create: 'course.author', patch: 'course.author', trash: null },
  Conflict: { create: null, patch: null, trash: null },
};

export const ruleOf = (permission: Permission): Rule => matrix[permission];
