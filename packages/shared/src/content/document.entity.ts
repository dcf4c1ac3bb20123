import { immutable, integer, nullable, reference } from '../entity/fields.ts';
import { defineEntity } from '../entity/define-entity.ts';
import { campaignReference } from '../campaigns/campaign.entity.ts';
import { courseReference } from '../courses/course.entity.ts';
import { homeOf, homeScope } from '../sync/home.ts';

/**
 * A rich text. The row only says where it belongs and which content schema it needs; the text is the Yjs document
 * made of its updates, which travel with the row but are never a field. In a course it is the text of a lesson, in a
 * campaign the text of an update or, naming none, the story.
 */
export const document = defineEntity({
  name: 'Document',
  table: 'documents',
  scope: homeScope,
  parent: (row) =>
    typeof row.lessonId === 'string'
      ? { entityName: 'Lesson', id: row.lessonId }
      : typeof row.campaignUpdateId === 'string'
        ? { entityName: 'CampaignUpdate', id: row.campaignUpdateId }
        : homeOf(row),
  fields: {
    courseId: immutable(nullable(courseReference())),
    lessonId: immutable(nullable(reference('Lesson'))),
    campaignId: immutable(nullable(campaignReference())),
    campaignUpdateId: immutable(nullable(reference('CampaignUpdate'))),
    /** A client that knows only older content schemas opens the document read-only. */
    contentSchema: immutable(integer(1, 10_000)),
  },
});
