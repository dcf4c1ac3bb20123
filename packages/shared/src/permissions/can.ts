import type { Scope } from '../sync/scope.ts';
import { ruleOf, type Permission } from './matrix.ts';
import { activeRoles, customPermissions, type Access } from './access.ts';

/** What a permission is asked for; a rule that is narrowed to own courses or campaigns needs it. */
export interface Subject {
  readonly courseId?: string | undefined;
  readonly campaignId?: string | undefined;
  /** What belongs to one person is for nobody else, whatever their role. */
  readonly userId?: string | undefined;
}

/** A person (null: not signed in) at a moment: grants expire without a write. */
export interface Asking {
  readonly access: Access | null;
  readonly now: Date;
}

export function can({ access, now }: Asking, permission: Permission, subject: Subject = {}): boolean {
  const rule = ruleOf(permission);
  if (rule.roles === 'everyone') return true;
  if (access === null) return false;
  if (subject.userId !== undefined && subject.userId !== access.userId) return false;
  if (rule.roles === 'signedIn') return true;
  const held = activeRoles(access, now);
  const allowed = rule.roles;
  if (held.some((role) => allowed.includes(role))) return true;
  if (customPermissions(access, now).includes(permission)) return true;
  const { courseId, campaignId } = subject;
  return (
    (courseId !== undefined &&
      access.courseIds.includes(courseId) &&
      held.some((role) => rule.ownCourses?.includes(role))) ||
    (campaignId !== undefined &&
      access.campaignIds.includes(campaignId) &&
      held.some((role) => rule.ownCampaigns?.includes(role)))
  );
}

/** The subject of a row in a scope. */
export function subjectOfScope(scope: Scope): Subject {
  const [kind, id] = scope.split(':');
  switch (kind) {
    case 'course':
      return { courseId: id };
    case 'campaign':
      return { campaignId: id };
    case 'user':
      return { userId: id };
    case 'nowhere':
      return { userId: 'nobody' };
    default:
      return {};
  }
}
