import type { IconName } from '@educrowd/shared/design/icons';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { SearchHit } from '../../../ipc/search.ts';

export function hitIcon(hit: SearchHit): IconName {
  return { course: 'course', section: 'folder', lesson: 'lesson' }[hit.kind] as IconName;
}

export function hitKind(hit: SearchHit, t: Translate): string {
  switch (hit.kind) {
    case 'course':
      return t('search.courseKind');
    case 'section':
      return t('search.sectionKind');
    case 'lesson':
      return t('search.lessonKind');
  }
}
