import type { EngineClient } from '../../../ipc/contract.ts';
import type { OpenConflict } from '../../../ipc/sync.ts';

const courseKinds = { Course: 'course', Section: 'section', Lesson: 'lesson' } as const;
const campaignKinds = {
  Campaign: 'campaign',
  Reward: 'reward',
  CampaignUpdate: 'update',
  Faq: 'faq',
} as const;

/** Moves what a conflict is about to Trash; null for what cannot lie there by itself. */
export function trashOf(
  { courses, campaigns }: EngineClient,
  { entityName, rowId: id }: Pick<OpenConflict, 'entityName' | 'rowId'>,
): (() => Promise<void>) | null {
  if (isKeyOf(courseKinds, entityName)) return () => courses.trash({ kind: courseKinds[entityName], id });
  if (isKeyOf(campaignKinds, entityName))
    return () => campaigns.trash({ kind: campaignKinds[entityName], id });
  return null;
}

const isKeyOf = <Of extends object>(of: Of, key: PropertyKey): key is keyof Of => Object.hasOwn(of, key);
