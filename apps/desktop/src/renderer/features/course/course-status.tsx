import type { CourseDetail } from '../../../ipc/courses.ts';
import { useTranslate } from '../../app/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';

export function CourseStatus({ status }: { status: CourseDetail['status'] }) {
  const t = useTranslate();
  switch (status) {
    case 'draft':
      return <Badge tone="plain">{t('home.draft')}</Badge>;
    case 'published':
      return <Badge tone="success">{t('home.published')}</Badge>;
    case 'archived':
      return <Badge tone="plain">{t('home.archived')}</Badge>;
  }
}
