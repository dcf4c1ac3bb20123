import type { ParentLink } from '@educrowd/shared/entity/define-entity';

/** What a window needs to lead to the place of something: at most one of both is named. */
export interface HomeIds {
  readonly courseId: string | null;
  readonly campaignId: string | null;
}

/** The course or campaign whose scope it is. */
export function homeOfScope(scope: string): ParentLink | null {
  const [kind, id] = scope.split(':');
  if (id === undefined) return null;
  if (kind === 'course') return { entityName: 'Course', id };
  return kind === 'campaign' ? { entityName: 'Campaign', id } : null;
}

export const homeIds = (home: ParentLink | null): HomeIds => ({
  courseId: home?.entityName === 'Course' ? home.id : null,
  campaignId: home?.entityName === 'Campaign' ? home.id : null,
});
