import type { PlainMessageKey, Translate } from '@educrowd/shared/messages/translate';
import { permissionsOf } from '@educrowd/shared/permissions/granting';
import { ruleOf, type Permission } from '@educrowd/shared/permissions/matrix';
import type { Role } from '@educrowd/shared/permissions/roles';

export interface PermissionGroup {
  readonly title: PlainMessageKey;
  readonly permissions: readonly Permission[];
}

/** Everything that needs a role, in the order in which people read it. */
export const permissionGroups: readonly PermissionGroup[] = [
  {
    title: 'permissions.school',
    permissions: ['school.update', 'member.list', 'role.grant', 'role.define', 'audit.view', 'sync.use'],
  },
  {
    title: 'permissions.courses',
    permissions: ['course.create', 'course.author', 'course.publish', 'course.preview', 'enrolment.list'],
  },
  {
    title: 'permissions.texts',
    permissions: ['content.author', 'material.upload', 'conflict.resolve'],
  },
  {
    title: 'permissions.campaigns',
    permissions: [
      'campaign.create',
      'campaign.author',
      'campaign.preview',
      'campaign.launch',
      'campaignUpdate.publish',
    ],
  },
  { title: 'permissions.money', permissions: ['finance.statistics', 'pledge.list', 'ledger.view'] },
];

const wordKeys: Partial<Record<Permission, PlainMessageKey>> = {
  'school.update': 'permissions.schoolUpdate',
  'member.list': 'permissions.memberList',
  'role.grant': 'permissions.roleGrant',
  'role.define': 'permissions.roleDefine',
  'audit.view': 'permissions.auditView',
  'sync.use': 'permissions.syncUse',
  'course.create': 'permissions.courseCreate',
  'course.author': 'permissions.courseAuthor',
  'course.publish': 'permissions.coursePublish',
  'course.preview': 'permissions.coursePreview',
  'enrolment.list': 'permissions.enrolmentList',
  'content.author': 'permissions.contentAuthor',
  'material.upload': 'permissions.materialUpload',
  'conflict.resolve': 'permissions.conflictResolve',
  'campaign.create': 'permissions.campaignCreate',
  'campaign.author': 'permissions.campaignAuthor',
  'campaign.preview': 'permissions.campaignPreview',
  'campaign.launch': 'permissions.campaignLaunch',
  'campaignUpdate.publish': 'permissions.campaignUpdatePublish',
  'finance.statistics': 'permissions.financeStatistics',
  'pledge.list': 'permissions.pledgeList',
  'ledger.view': 'permissions.ledgerView',
};

export function permissionWords(permission: Permission, t: Translate): string {
  const key = wordKeys[permission];
  return key === undefined ? permission : t(key);
}

/** In the order of the groups. */
export const allows = (given: readonly Permission[], t: Translate): string[] =>
  permissionGroups
    .flatMap((group) => group.permissions)
    .filter((permission) => given.includes(permission))
    .map((permission) => permissionWords(permission, t));

export const allowsBuiltIn = (role: Role, t: Translate): string[] =>
  permissionGroups
    .flatMap((group) => group.permissions)
    .filter((permission) => permissionsOf(role).includes(permission))
    .map((permission) => {
      const what = permissionWords(permission, t);
      const isEverywhere = ruleOf(permission).roles.includes(role);
      return isEverywhere ? what : t('members.inOwnOnly', { what });
    });
