import type { ParentLink, WireRow } from '../entity/define-entity.ts';
import type { Scope } from './scope.ts';

/** Texts and files belong to a course or to a campaign; a row that names none of them, or both, lies nowhere. */
export function homeOf(row: WireRow): ParentLink | null {
  const { courseId, campaignId } = row;
  if (typeof courseId === 'string') {
    return typeof campaignId === 'string' ? null : { entityName: 'Course', id: courseId };
  }
  return typeof campaignId === 'string' ? { entityName: 'Campaign', id: campaignId } : null;
}

/** The scope of its home. What has no home lies in a scope that nobody holds, so that it can be neither made nor sent. */
export function homeScope(row: WireRow): Scope {
  const home = homeOf(row);
  if (home === null) return 'nowhere';
  return home.entityName === 'Course' ? `course:${home.id}` : `campaign:${home.id}`;
}
