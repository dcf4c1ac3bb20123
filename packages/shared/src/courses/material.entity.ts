import {
  choice,
  immutable,
  integer,
  mediaType,
  nullable,
  serverOwned,
  sha256Digest,
  text,
} from '../entity/fields.ts';
import { defineEntity, type RowOf } from '../entity/define-entity.ts';
import { campaignReference } from '../campaigns/campaign.entity.ts';
import { homeOf, homeScope } from '../sync/home.ts';
import { courseReference } from './course.entity.ts';

/** Largest file that a material may hold, in bytes. */
export const MAX_MATERIAL_BYTES = 512 * 1024 * 1024;

/** A file of a course or of a campaign: exactly one of both is named. Its bytes are addressed by their hash and travel beside the outbox. */
export const material = defineEntity({
  name: 'Material',
  table: 'materials',
  scope: homeScope,
  parent: homeOf,
  fields: {
    courseId: immutable(nullable(courseReference())),
    campaignId: immutable(nullable(campaignReference())),
    name: text(255),
    mimeType: immutable(mediaType()),
    sizeBytes: immutable(integer(0, MAX_MATERIAL_BYTES)),
    sha256: immutable(sha256Digest()),
    /** `ready` once the server has received and verified the bytes. */
    state: serverOwned(choice('pending', 'ready'), 'pending'),
  },
});
export type Material = RowOf<typeof material>;
