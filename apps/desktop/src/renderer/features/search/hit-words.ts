import type { IconName } from '@educrowd/shared/design/icons';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import type { SearchHit } from '../../../ipc/search.ts';

/** How each kind of hit is drawn and called. */
export const hitKinds: Record<
  SearchHit['kind'],
  { readonly icon: IconName; readonly name: PlainMessageKey }
> = {
  course: { icon: 'course', name: 'search.courseKind' },
  section: { icon: 'folder', name: 'search.sectionKind' },
  lesson: { icon: 'lesson', name: 'search.lessonKind' },
  campaign: { icon: 'campaign', name: 'search.campaignKind' },
  story: { icon: 'lesson', name: 'search.storyKind' },
  reward: { icon: 'reward', name: 'search.rewardKind' },
  update: { icon: 'update', name: 'search.updateKind' },
  faq: { icon: 'question', name: 'search.faqKind' },
};
