import { roles, type Role } from '@educrowd/shared/permissions/roles';
import type { JsonValue } from '@educrowd/shared/primitives/json';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { AuditEntry } from './read-audit.ts';

const plainActions = {
  'audit.exported': 'audit.auditExported',
  'campaign.created': 'audit.campaignCreated',
  'campaign.ended': 'audit.campaignEnded',
  'campaign.launched': 'audit.campaignLaunched',
  'campaignUpdate.published': 'audit.campaignUpdatePublished',
  'course.created': 'audit.courseCreated',
  'course.enrolled': 'audit.courseEnrolled',
  'course.published': 'audit.coursePublished',
  'course.unpublished': 'audit.courseUnpublished',
  'keys.rotated': 'audit.keysRotated',
  'ledger.exported': 'audit.ledgerExported',
  'school.created': 'audit.schoolCreated',
  'sync.epochBegun': 'audit.epochBegun',
} as const;

/** What was done, in words; an action that has none is named as it is. */
export function describeEntry({ action, details, memberName, title }: AuditEntry, t: Translate): string {
  if (Object.hasOwn(plainActions, action)) {
    const what = t(plainActions[action as keyof typeof plainActions]);
    return title === null ? what : t('audit.doneTo', { what, title });
  }
  const member = memberName ?? t('audit.formerMember');
  const role = roleName(details['role'], t);
  const named = String(details['name'] ?? '');
  switch (action) {
    case 'member.joined':
      return t('audit.memberJoined', { member });
    case 'member.renamed':
      return t('audit.memberRenamed', { member });
    case 'member.signedIn':
      return t('audit.memberSignedIn', { member });
    case 'role.granted':
      return t('audit.roleGranted', { member, role });
    case 'role.changed':
      return t('audit.roleChanged', { member, role });
    case 'customRole.defined':
      return t('audit.customRoleDefined', { role: named });
    case 'customRole.changed':
      return t('audit.customRoleChanged', { role: named });
    case 'customRole.removed':
      return t('audit.customRoleRemoved', { role: named });
    case 'role.ended':
      return t('audit.roleEnded', { member, role });
    default:
      return action;
  }
}

/** A role that the school has defined is noted by its own name. */
const roleName = (role: JsonValue | undefined, t: Translate): string =>
  roles.find((each) => each === role) ? t(`roles.${role as Role}`) : String(role ?? '');

/** Who did it; null where the entry says so itself. */
export const describeActor = (
  { action, actorId, actorName, details }: AuditEntry,
  t: Translate,
): string | null => {
  if (actorId === null) return t('audit.system');
  const isNamed = action.startsWith('member.') && actorId === details['member'];
  return isNamed ? null : (actorName ?? t('audit.formerMember'));
};
