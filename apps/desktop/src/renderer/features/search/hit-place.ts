import { linkOptions } from '@tanstack/react-router';
import type { SearchHit } from '../../../ipc/search.ts';

/** Where a hit leads. */
export function hitPlace({ kind, id, homeId }: Pick<SearchHit, 'kind' | 'id' | 'homeId'>) {
  const inCampaign = (section: string) =>
    linkOptions({ to: '/campaign/$campaignId/$section', params: { campaignId: homeId, section } });
  switch (kind) {
    case 'lesson':
      return linkOptions({
        to: '/course/$courseId/lesson/$lessonId',
        params: { courseId: homeId, lessonId: id },
      });
    case 'course':
    case 'section':
      return linkOptions({ to: '/course/$courseId', params: { courseId: homeId } });
    case 'campaign':
      return inCampaign('basics');
    case 'story':
      return inCampaign('story');
    case 'reward':
      return inCampaign('rewards');
    case 'faq':
      return inCampaign('faq');
    case 'update':
      return linkOptions({
        to: '/campaign/$campaignId/updates/$updateId',
        params: { campaignId: homeId, updateId: id },
      });
  }
}
